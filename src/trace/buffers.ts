/**
 * Lists that events are put into, and that nothing empties or bounds.
 *
 * In: a way of content. Out: where it is put into such a list; undefined where there is none, or where that cannot be told.
 * Holds: whatever is handed a list that could empty it, is believed to.
 * Misses: texts and maps that grow.
 */
import type { Step } from '../model/result.js';
import { thisOwner } from '../link/members.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import { isInside } from '../link/targets.js';
import type { ContentFact } from './facts.js';
import { type Context, calleePaths } from './match.js';
import { namesOf } from './names.js';

const GROWING = new Set(['push', 'unshift']);
/** What reads a list, or puts something into it, and leaves in it what was there. */
const LEAVING =
  /^(?:push|unshift|forEach|map|flatMap|filter|slice|join|concat|reduce|some|every|includes|indexOf|find|findLast|at|entries|values|toString)$/;
const MAX_DEPTH = 3;

/** `home`: the function that switches the sensor on, where it then fires by itself: its variables outlast each event. */
export function unboundedOn(context: Context, fact: ContentFact, home?: FunctionNode): Step | undefined {
  for (let at: ContentFact | undefined = fact; at; at = at.from) {
    const list = listGrownAt(at.ref);
    const reads = list && readsOf(context, list, home);
    if (!list || !reads || !reads.every((read) => isLeft(context, read, 0))) continue;
    const note = `events are kept in ${namesOf(list) || 'a list'}, which nothing empties`;
    return { location: context.callers.e.program.locate(at.ref), note };
  }
  return undefined;
}

/** `this.events.push(event)` */
function listGrownAt(site: ValueRef): ValueRef | undefined {
  const value = valueOf(site);
  const callee = value.op === 'call' ? site.fn.facts.values[value.callee] : undefined;
  return callee?.op === 'get' && GROWING.has(callee.name ?? '') ? { fn: site.fn, id: callee.of } : undefined;
}

/** Gets every place that reads a list which is there from one event to the next; undefined where others may reach it. */
function readsOf(context: Context, list: ValueRef, home: FunctionNode | undefined): readonly ValueRef[] | undefined {
  const value = valueOf(list);
  if (value.op === 'cell') return variableReads(list, value.cell, home);
  const of = value.op === 'get' ? list.fn.facts.values[value.of] : undefined;
  return value.op === 'get' && of?.op === 'this' && value.name !== undefined
    ? fieldReads(context, list, value.name)
    : undefined;
}

function variableReads(
  { fn }: ValueRef,
  cell: number,
  home: FunctionNode | undefined,
): readonly ValueRef[] | undefined {
  const { file } = fn;
  const isExported = [...file.facts.exports.values()].some((each) => each.kind === 'cell' && each.cell === cell);
  const owner = file.functions[file.facts.cells[cell]!.within]!;
  const isLasting = owner.facts.kind === 'module' || (home !== undefined && isInside(home, owner));
  const writes = file.cellWrites.get(cell) ?? [];
  return isExported || !isLasting || writes.length !== 1 ? undefined : (file.cellReads.get(cell) ?? []);
}

/** Of a field that is written once, where it is declared; code elsewhere that reads a field of this name may empty it. */
function fieldReads(context: Context, list: ValueRef, name: string): readonly ValueRef[] | undefined {
  const { program } = context.callers.e;
  const ownClass = thisOwner(list.fn).facts.class;
  const isOwn = (ref: ValueRef): boolean => {
    const value = valueOf(ref);
    const of = value.op === 'get' || value.op === 'set' ? ref.fn.facts.values[value.of] : undefined;
    return ref.fn.file === list.fn.file && of?.op === 'this' && thisOwner(ref.fn).facts.class === ownClass;
  };
  const sets = program.sets.get(name) ?? [];
  const gets = program.gets.get(name) ?? [];
  const isPrivate = ownClass !== undefined && list.fn.file.facts.classes[ownClass]!.members.get(name)?.private === true;
  return isPrivate && sets.length === 1 && [...sets, ...gets].every(isOwn) ? gets : undefined;
}

/** Holds if nothing that is done with a list takes anything out of it. */
function isLeft(context: Context, ref: ValueRef, depth: number): boolean {
  return (
    depth <= MAX_DEPTH &&
    context.callers.e.program.usesOf(ref).every((id) => isLeftBy(context, { fn: ref.fn, id }, ref, depth))
  );
}

function isLeftBy(context: Context, use: ValueRef, { id }: ValueRef, depth: number): boolean {
  const value = valueOf(use);
  switch (value.op) {
    case 'get':
      if (value.name === 'length') return !isCompared(context, use);
      return value.name !== undefined ? LEAVING.test(value.name) : true;
    case 'element':
    case 'template':
      return true;
    case 'array':
      return value.elements.some((element, index) => element === id && value.spreads.includes(index))
        ? true
        : isLeft(context, use, depth + 1);
    case 'object':
      return isLeft(context, use, depth + 1);
    case 'call':
      return value.args.includes(id) && onlyReads(context, use);
    default:
      return false;
  }
}

/** Somebody who looks at how many there are does so to stop. */
function isCompared(context: Context, length: ValueRef): boolean {
  return context.callers.e.program
    .usesOf(length)
    .some((id) => /^(?:compare|logic|not|choose|phi|write|return)$/.test(length.fn.facts.values[id]!.op));
}

/** Holds for a sink, and for what makes a text of it. */
function onlyReads(context: Context, site: ValueRef): boolean {
  const paths = calleePaths(context, site);
  return (
    paths.length > 0 &&
    paths.every((path) => path === 'global#JSON.stringify' || context.index.sinksAt(path).length > 0)
  );
}
