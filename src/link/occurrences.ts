/**
 * Where a function's value is read, in the files that could name it.
 */
import type { Evaluator } from './evaluate.js';
import { isDeclaredAsInterfaceOf, isDeclaredOtherwise } from './nominal.js';
import { type FunctionNode, type ValueRef, valueOf } from './program.js';

/** Loads the files that could call the function. */
export function loadCallers(e: Evaluator, fn: FunctionNode): void {
  const { facts, file } = fn;
  const name =
    facts.kind === 'constructor' || facts.kind === 'fields' ? file.classes[facts.class!]!.facts.name : facts.name;
  if (name === '' || facts.kind === 'module') return;
  if (facts.class !== undefined && file.facts.classes[facts.class]!.members.get(name)?.private) return;
  const wanted = isDefaultExport(fn) ? '' : name;
  e.program.loadDependents(file.facts.path, wanted, e.mayLoad);
  if (facts.kind === 'method') loadThroughInterfaces(e, fn, wanted);
}

/** Callers may know no more than an interface that the method's class implements. */
function loadThroughInterfaces(e: Evaluator, fn: FunctionNode, wanted: string): void {
  const { program, mayLoad } = e;
  const { facts } = fn.file;
  for (const name of facts.classes[fn.facts.class!]!.implements) {
    const imported = facts.imports.get(name);
    const resolved = imported && program.resolver.resolve(facts.path, imported.module);
    if (resolved?.kind !== 'file') continue;
    program.loadDependents(resolved.path, wanted, (path) => mayLoad(path) && program.mentions(path, imported!.name));
  }
}

/** Gets the places where the function's value is read. */
export function occurrences(e: Evaluator, fn: FunctionNode): ValueRef[] {
  const found: ValueRef[] = [];
  const program = e.program;
  if (fn.creation) {
    found.push(fn.creation);
    for (const use of program.usesOf(fn.creation)) {
      const value = fn.creation.fn.facts.values[use]!;
      if (value.op === 'write') found.push(...(fn.file.cellReads.get(value.cell) ?? []));
    }
  }
  const holds = (ref: ValueRef): boolean => standsFor(e, ref, fn);
  if (fn.facts.name !== '') {
    for (const get of program.gets.get(fn.facts.name) ?? []) if (isOn(e, fn, get) ?? holds(get)) found.push(get);
    for (const read of program.importReads.get(fn.facts.name) ?? []) if (holds(read)) found.push(read);
    // `commands[name]()`: any of them.
    for (const get of program.gets.get('') ?? []) if (isCalled(e, get) && holds(get)) found.push(get);
  }
  if (isDefaultExport(fn)) {
    for (const read of program.importReads.get('default') ?? []) if (holds(read)) found.push(read);
    for (const read of program.importReads.get('*') ?? []) if (holds(read)) found.push(read);
  }
  return found;
}

function isCalled(e: Evaluator, get: ValueRef): boolean {
  return e.program.usesOf(get).some((id) => {
    const use = get.fn.facts.values[id];
    return use?.op === 'call' && use.callee === get.id;
  });
}

/** Says whether the receiver is of the method's class, as far as its written type does. */
function isOn(e: Evaluator, method: FunctionNode, get: ValueRef): boolean | undefined {
  const value = valueOf(get);
  if (method.facts.class === undefined || value.op !== 'get') return undefined;
  const cls = method.file.classes[method.facts.class]!;
  const receiver = { fn: get.fn, id: value.of };
  if (isDeclaredAsInterfaceOf(receiver, cls)) return true;
  return isDeclaredOtherwise(e, receiver, cls) ? false : undefined;
}

/** Holds if a value may be the function. */
export function standsFor(e: Evaluator, ref: ValueRef, fn: FunctionNode): boolean {
  return e.evaluate(ref).some((target) => target.kind === 'function' && target.fn === fn);
}

function isDefaultExport(fn: FunctionNode): boolean {
  const exported = [fn.file.facts.exports.get('default'), fn.file.facts.exports.get('=')];
  return exported.some(
    (each) =>
      each?.kind === 'cell' &&
      fn.file.cellWrites.get(each.cell)?.some((write) => {
        const value = valueOf(write);
        return value.op === 'function' && fn.file.functions[value.function] === fn;
      }),
  );
}
