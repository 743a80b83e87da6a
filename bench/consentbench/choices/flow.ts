/** Makes flows: how content gets from the event to the function that sends it. */
import type { Flow, FlowContext, FlowPlan, Place } from './types.js';

export const ANYWHERE: readonly Place[] = ['page', 'node', 'editor'];

interface Extra {
  readonly on?: readonly Place[];
  readonly needs?: Flow['needs'];
  readonly sinkAt?: Place;
}

/** A flow whose plan is more than the handler's body. */
export function flow(id: string, plan: (context: FlowContext) => FlowPlan, extra: Extra = {}): Flow {
  return { id, plan, on: extra.on ?? ANYWHERE, needs: extra.needs, sinkAt: extra.sinkAt };
}

/** A flow that is all in the handler. */
export function inHandler(id: string, body: (context: FlowContext) => string, extra: Extra = {}): Flow {
  return flow(id, (context) => ({ body: body(context) }), extra);
}
