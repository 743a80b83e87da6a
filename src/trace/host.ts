/** The element that a decorated class is put on: what the class reads from it is content of its listeners too. */
import { calledName } from '../catalogue/patterns.js';
import { thisOwner } from '../link/members.js';
import type { FunctionNode } from '../link/program.js';
import type { SensorModel } from '../model/catalogue.js';
import { type Context, type Place, pathsOf } from './match.js';

export function hostPlaces(context: Context, model: SensorModel, listener: FunctionNode): readonly Place[] {
  if (model.host === undefined) return [];
  const { callers, index } = context;
  return (callers.e.program.gets.get(calledName(model.host)) ?? [])
    .filter((read) => read.fn.file === listener.file && thisOwner(read.fn).facts.class === listener.facts.class)
    .filter((read) => pathsOf(callers.resolve(read)).some((path) => index.hostedBy(path).includes(model)))
    .map((ref) => ({ ref, path: [] }));
}
