/** What becomes of a function that is held in a variable: is it only called? */
import { type Program, type ValueRef, valueOf } from './program.js';

/** Gets the calls of a function that these values hold; undefined where it is handed on, and others may run it. */
export function onlyCallsOf(program: Program, values: readonly ValueRef[]): readonly ValueRef[] | undefined {
  const calls: ValueRef[] = [];
  const reads = [...values];
  for (const read of reads) {
    for (const id of program.usesOf(read)) {
      const use = read.fn.facts.values[id]!;
      const at = { fn: read.fn, id };
      if (use.op === 'write') reads.push(...(read.fn.file.cellReads.get(use.cell) ?? []));
      else if (use.op === 'typed' || isCallMethod(at)) reads.push(at);
      else if (use.op === 'call' && use.callee === read.id && !use.args.includes(read.id)) calls.push(at);
      else return undefined;
    }
  }
  return calls;
}

/** `run.call(this)`, `run.apply(this, args)` */
function isCallMethod(ref: ValueRef): boolean {
  const value = valueOf(ref);
  return value.op === 'get' && (value.name === 'call' || value.name === 'apply');
}
