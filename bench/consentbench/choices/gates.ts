import { CHECK_GATES } from './gates-checks.js';
import { HELPER_GATES } from './gates-helpers.js';
import type { Gate } from './types.js';

export const GATES: readonly Gate[] = [...CHECK_GATES, ...HELPER_GATES];
