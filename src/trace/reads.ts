/** What a handler looks up because its event does not hold it: at each event, the results are content. */
import { calledName } from '../catalogue/patterns.js';
import { closureFrame, pushFrame } from '../link/frames.js';
import type { FunctionNode } from '../link/program.js';
import { isInside } from '../link/targets.js';
import type { SensorModel } from '../model/catalogue.js';
import type { Drivers } from './drivers.js';
import { type Context, type Place, calleePaths } from './match.js';

/** Gets what is read inside the handler at `place`, and in the functions that it runs. */
export function readPlaces(context: Context, drivers: Drivers, model: SensorModel, place: Place): readonly Place[] {
  const { callers, index } = context;
  const isRead = (path: string): boolean => index.readBy(path).includes(model);
  const reads = [...new Set((model.reads ?? []).map(calledName))]
    .flatMap((name) => callers.e.program.calls.get(name) ?? [])
    .filter((site) => calleePaths(context, site).some(isRead));
  return callers.resolve(place.ref, place.frame).flatMap((target) => {
    if (target.kind !== 'function') return [];
    const via = { kind: 'callback', site: place.ref, argument: () => undefined } as const;
    const frame = pushFrame(closureFrame(place.frame, target.made), target.fn, via);
    return reads
      .filter(({ fn }) => runsIn(drivers, fn, target.fn))
      .map((ref) => ({ ref, path: [], frame: ref.fn === target.fn ? frame : undefined }));
  });
}

function runsIn(drivers: Drivers, fn: FunctionNode, handler: FunctionNode): boolean {
  return isInside(fn, handler) || drivers.callersOf(fn).has(handler);
}
