/**
 * Prints a file's facts so that a test can say what it expects of them.
 *
 * `call fetch(e.key) if e.ctrlKey & not done` stands for a call, its operands and the condition under which it is evaluated.
 */
import { lowerFile } from '../../src/lower/index.js';
import type { ConditionId, FileFacts, FunctionFacts, Value, ValueId } from '../../src/model/facts.js';

export function factsOf(text: string, path = 'a.ts'): FileFacts {
  return lowerFile(path, text);
}

/** Gets each call of a function as text, with its condition. */
export function callsIn(text: string, name = '<module>', path = 'a.ts'): readonly string[] {
  const file = factsOf(text, path);
  const fn = file.functions.find((each) => each.name === name);
  if (!fn) throw new Error(`no function ${name}`);
  return fn.values.flatMap((value, id) => {
    if (value.op !== 'call') return [];
    const condition = printCondition(file, fn, fn.when[id]!);
    return [printValue(file, fn, id) + (condition === 'always' ? '' : ` if ${condition}`)];
  });
}

export function completionOf(text: string, name: string): string {
  const file = factsOf(text);
  const fn = file.functions.find((each) => each.name === name)!;
  return printCondition(file, fn, fn.completion);
}

export function printCondition(file: FileFacts, fn: FunctionFacts, id: ConditionId): string {
  const condition = fn.conditions[id]!;
  const parts = (of: readonly ConditionId[], by: string): string =>
    `(${of.map((part) => printCondition(file, fn, part)).join(by)})`;
  switch (condition.kind) {
    case 'test':
      return `${condition.truthy ? '' : 'not '}${printValue(file, fn, condition.value)}`;
    case 'completed':
      return `after ${printValue(file, fn, condition.call)}`;
    case 'all':
      return parts(condition.of, ' & ');
    case 'any':
      return parts(condition.of, ' | ');
    default:
      return condition.kind;
  }
}

/** Prints a value by the way it is made; a phi as `phi(a | b)`, cut off where it holds itself. */
export function printValue(file: FileFacts, fn: FunctionFacts, id: ValueId, depth = 0): string {
  if (depth > 6) return '…';
  const value: Value = fn.values[id]!;
  const at = (of: ValueId): string => printValue(file, fn, of, depth + 1);
  switch (value.op) {
    case 'const':
      return JSON.stringify(value.value) ?? 'undefined';
    case 'param':
      return fn.params[value.index]?.name ?? `param${value.index}`;
    case 'global':
      return value.name;
    case 'import':
      return `${value.module}#${value.name}`;
    case 'cell':
      return `cell ${file.cells[value.cell]!.name}`;
    case 'get':
      return `${at(value.of)}.${value.name ?? (value.key === undefined ? '*' : `[${at(value.key)}]`)}`;
    case 'call':
      return `${value.isNew ? 'new ' : ''}${at(value.callee)}(${value.args.map(at).join(', ')})`;
    case 'not':
      return `!${at(value.of)}`;
    case 'phi':
      return `phi(${value.of.map(at).join(' | ')})`;
    case 'compare':
    case 'arithmetic':
    case 'logic':
      return `${at(value.left)} ${value.operator} ${at(value.right)}`;
    case 'choose':
      return `${at(value.test)} ? ${at(value.then)} : ${at(value.else)}`;
    case 'await':
    case 'yield':
    case 'element':
      return `${value.op} ${at(value.of)}`;
    case 'object':
      return `{${value.properties.map((property) => `${property.spread ? '...' : (property.name ?? '?')}: ${at(property.value)}`).join(', ')}}`;
    case 'function':
      return `function ${file.functions[value.function]!.name}`;
    case 'class':
      return `class ${file.classes[value.class]!.name}`;
    default:
      return value.op;
  }
}
