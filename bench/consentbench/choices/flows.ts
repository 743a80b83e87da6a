import { flow } from './flow.js';
import { ASYNC_FLOWS } from './flows-async.js';
import { CLASS_FLOWS } from './flows-classes.js';
import { EMPTY_FLOWS } from './flows-empty.js';
import { EVENT_FLOWS } from './flows-events.js';
import { FUNCTION_FLOWS } from './flows-functions.js';
import { STATE_FLOWS } from './flows-state.js';
import { VALUE_FLOWS } from './flows-values.js';
import type { Flow } from './types.js';

/** Goes with SDKs that send by themselves, and with nothing else. */
export const BY_SDK = 'by-sdk';
const SDK_FLOW: Flow = flow(BY_SDK, ({ read, send }) => ({ body: send(read) }), { on: ['page'] });

export const FLOWS: readonly Flow[] = [
  SDK_FLOW,
  ...VALUE_FLOWS,
  ...STATE_FLOWS,
  ...FUNCTION_FLOWS,
  ...CLASS_FLOWS,
  ...EVENT_FLOWS,
  ...ASYNC_FLOWS,
  ...EMPTY_FLOWS,
];
