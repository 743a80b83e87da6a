/**
 * What a component context holds: `<Choice.Provider value={choice}>` above, `useContext(Choice)` below.
 *
 * In: a call that reads a context. Out: the values given to it, the one it starts with first.
 * Holds: a context is known by the variable that holds it.
 */
import type { Value } from '../model/facts.js';
import type { Evaluator } from './evaluate.js';
import { type ValueRef, calledName, valueOf } from './program.js';
import { type Variable, isSameVariable, variableOf } from './variables.js';

/** Gets the file whose variable holds the context that a call reads; undefined for any other call. */
export function contextFile(e: Evaluator, call: ValueRef): string | undefined {
  return contextRead(e, call)?.file.facts.path;
}

/** Gets the values that a context is given; undefined where that cannot be told, or for any other call. */
export function providedValues(e: Evaluator, call: ValueRef): readonly ValueRef[] | undefined {
  const context = contextRead(e, call);
  const made = context?.file.cellWrites.get(context.cell) ?? [];
  const initial = made.length === 1 ? valueOf(made[0]!) : undefined;
  if (!context || initial?.op !== 'call') return undefined;
  const [first] = initial.args;
  const values: ValueRef[] = first === undefined ? [] : [{ fn: made[0]!.fn, id: first }];
  for (const provider of e.program.gets.get('Provider') ?? []) {
    const of = (valueOf(provider) as Extract<Value, { op: 'get' }>).of;
    if (!isSameVariable(variableOf(e, { fn: provider.fn, id: of }), context)) continue;
    for (const id of e.program.usesOf(provider)) {
      const value = valueGivenBy(provider, id);
      if (!value) return undefined;
      values.push(value);
    }
  }
  return values;
}

/** Holds for `<Choice.Provider value={…}>`. */
export function isProvider(site: ValueRef): boolean {
  const element = valueOf(site);
  const tag = element.op === 'jsx' && typeof element.tag === 'number' ? site.fn.facts.values[element.tag] : undefined;
  return tag?.op === 'get' && tag.name === 'Provider';
}

/** Gets the value of `<Choice.Provider value={choice}>`; undefined for any other use of the provider. */
function valueGivenBy(provider: ValueRef, user: number): ValueRef | undefined {
  const { fn } = provider;
  const element = fn.facts.values[user]!;
  const props = element.op === 'jsx' && element.tag === provider.id ? fn.facts.values[element.props] : undefined;
  const value = props?.op === 'object' ? props.properties.findLast(({ name }) => name === 'value') : undefined;
  return value && { fn, id: value.value };
}

function contextRead(e: Evaluator, { fn, id }: ValueRef): Variable | undefined {
  const call = fn.facts.values[id]!;
  if (call.op !== 'call' || call.args.length !== 1) return undefined;
  return calledName(fn.facts, call.callee, fn.file) === 'useContext'
    ? variableOf(e, { fn, id: call.args[0]! })
    : undefined;
}
