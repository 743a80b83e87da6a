import { NODE_ANSWERS } from './answers-node.js';
import { OTHER_ANSWERS } from './answers-none.js';
import { PAGE_ANSWERS } from './answers-page.js';
import { ANYWHERE } from './flow.js';
import type { Answer } from './types.js';

/** Goes with the gate `none`, and with nothing else. */
const NOBODY_ASKS: Answer = { id: 'none', on: ANYWHERE, mode: 'live', plan: () => ({ yes: 'true' }) };

export const ANSWERS: readonly Answer[] = [NOBODY_ASKS, ...PAGE_ANSWERS, ...NODE_ANSWERS, ...OTHER_ANSWERS];
