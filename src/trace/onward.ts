/**
 * What comes to run once a function runs: what it calls, the closures it hands over, the listeners of what it sends.
 *
 * In: a function. Out: each function that it leads to, with the calls on the way there.
 * Holds: only files that are there are looked at. A text that a call spells out goes along, so that of a `switch` over
 * the kind of a message only that kind's branch is taken.
 */
import { parsePort } from '../catalogue/patterns.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import { listenersSeen } from './channels.js';
import { functionsAt } from './glances.js';
import { type CallValue, type Context, headRef, onlyText } from './match.js';
import { testsAt } from './tests.js';

/** A function that is run, and the call in `outer` that has it run. */
export interface Run {
  readonly fn: FunctionNode;
  readonly outer?: Run;
  readonly site?: ValueRef;
  /** What is known of its arguments. */
  readonly given: readonly Given[];
}

interface Given {
  readonly text?: string;
  /** Of an object: the texts of its properties. */
  readonly fields?: ReadonlyMap<string, string>;
}

const MAX_RUNS = 150;
const UNKNOWN: Given = {};

/** Gets what a function leads to, itself included; a function is in it once for each kind of message it gets. */
export function onwardFrom(context: Context, start: FunctionNode): readonly Run[] {
  const runs: Run[] = [{ fn: start, given: [] }];
  const seen = new Set([keyOf(runs[0]!)]);
  for (let at = 0; at < runs.length; at++) {
    for (const next of nextOf(context, runs[at]!)) {
      const key = keyOf(next);
      if (runs.length >= MAX_RUNS || seen.has(key)) continue;
      seen.add(key);
      runs.push(next);
    }
  }
  return runs;
}

function keyOf({ fn, given }: Run): string {
  const known = given.map(({ text, fields }) => text ?? (fields ? [...fields].join() : ''));
  return `${fn.index} ${known.join('|')}`;
}

function nextOf(context: Context, run: Run): readonly Run[] {
  return run.fn.facts.values.flatMap((value, id) => {
    const site = { fn: run.fn, id };
    if (value.op !== 'call' || isForOthers(context, run, site)) return [];
    const given = value.args.map((arg) => givenAt(context, run, { fn: run.fn, id: arg }));
    const handed = value.args
      .map((arg) => ({ fn: run.fn, id: arg }))
      .filter((arg) => HANDED.has(valueOf(arg).op))
      .flatMap((arg) => functionsAt(context, arg));
    return [
      ...runBy(context, { fn: run.fn, id: value.callee }).map((fn): Run => ({ fn, outer: run, site, given })),
      ...handed.map((fn): Run => ({ fn, outer: run, site, given: [] })),
      ...heard(context, run, site, value, given),
    ];
  });
}

/** Gets the functions that a call runs: of a class, what makes its instances. */
function runBy(context: Context, callee: ValueRef): readonly FunctionNode[] {
  const classes = context.glance.e.evaluate(callee).flatMap((target) => (target.kind === 'class' ? [target.cls] : []));
  const making = classes.flatMap(({ file, facts }) =>
    [facts.constructor_, facts.fields].flatMap((id) => (id === undefined ? [] : [file.functions[id]!])),
  );
  return [...functionsAt(context, callee), ...making];
}

/** A closure, or the name of a function. */
const HANDED = new Set(['function', 'cell', 'get']);

/** The listeners of what a call sends. */
function heard(context: Context, run: Run, site: ValueRef, call: CallValue, given: readonly Given[]): readonly Run[] {
  return listenersSeen(context, site).flatMap(({ channel, receiver }) => {
    const [sent] = parsePort(channel.send.payload);
    const [held] = parsePort(channel.receive.payload);
    const handler = held && headRef(receiver, held);
    const first = sent?.kind === 'arg' ? sent.index : call.args.length;
    if (!handler) return [];
    const listening = context.callers
      .resolve(handler)
      .flatMap((target) => (target.kind === 'function' ? [target.fn] : []));
    return listening.map((fn): Run => ({ fn, outer: run, site, given: given.slice(first) }));
  });
}

/** Gets what is known of an argument: a text, the texts of an object, or what the function itself was given. */
function givenAt(context: Context, run: Run, arg: ValueRef): Given {
  const value = valueOf(arg);
  if (value.op === 'param') return run.given[value.index] ?? UNKNOWN;
  if (value.op !== 'object') return { text: onlyText(context, arg) };
  const fields = value.properties.flatMap(({ name, value: held }): [string, string][] => {
    const { text } = givenAt(context, run, { fn: arg.fn, id: held });
    return name === undefined || text === undefined ? [] : [[name, text]];
  });
  return { fields: new Map(fields) };
}

/** Holds for a call that is only reached by another message than the one that was sent. */
function isForOthers(context: Context, run: Run, site: ValueRef): boolean {
  return testsAt(site).some(({ ref, truthy }) => {
    const value = valueOf(ref);
    if (value.op !== 'compare' || !/^[=!]==?$/.test(value.operator)) return false;
    const [left, right] = [value.left, value.right].map((id) => ({ fn: ref.fn, id }));
    const known = textGiven(run, left!) ?? textGiven(run, right!);
    const literal = onlyText(context, right!) ?? onlyText(context, left!);
    if (known === undefined || literal === undefined) return false;
    return (known === literal) !== (value.operator.startsWith('=') === truthy);
  });
}

function textGiven({ given }: Run, ref: ValueRef): string | undefined {
  const value = valueOf(ref);
  if (value.op === 'param') return given[value.index]?.text;
  const of = value.op === 'get' ? ref.fn.facts.values[value.of] : undefined;
  if (value.op !== 'get' || of?.op !== 'param' || value.name === undefined) return undefined;
  return given[of.index]?.fields?.get(value.name);
}
