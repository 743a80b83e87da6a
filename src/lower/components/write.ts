/**
 * Writes a template as a function that makes its elements.
 *
 * `<input @keydown="track($event)" v-if="ok">` becomes `(ok) ? [$element("input", { "onKeydown": ($event) => { track($event) } })] : []`,
 * and `$element` is lowered as JSX is (jsx.ts). It is a call, because JSX would change what `<T>x` means in the script.
 */
import type { Span } from '../../model/facts.js';
import type { Draft } from './draft.js';
import { type Reading, parameterNames, readExpression, readStatements } from './names.js';
import type { Code, ElementNode, Listener, Prop, Template, TemplateNode, TemplateNodes } from './template.js';

export const ELEMENT = '$element';
/** The component itself, where its members are what names mean. */
export const COMPONENT = '$component';

export interface CodeError {
  readonly at: number;
  readonly message: string;
}

interface Writer {
  readonly draft: Draft;
  readonly template: Template;
  readonly errors: CodeError[];
}

/** What the template itself declares, and how it is written; undefined where as it is. */
type Locals = ReadonlyMap<string, string | undefined>;

const EVENT = '$event';

/** Gets what of the template could not be read. */
export function writeTemplate(draft: Draft, template: Template, name = '$template'): readonly CodeError[] {
  const writer: Writer = { draft, template, errors: [] };
  const parameter = template.component === undefined ? '' : `${COMPONENT}: ${template.component}`;
  draft.add(`\nexport function ${name}(${parameter}) { return `, template.span);
  writeNodes(writer, template.nodes, new Map(), template.span);
  draft.add('; }\n', template.span);
  return writer.errors;
}

function writeNodes(writer: Writer, nodes: TemplateNodes, locals: Locals, span: Span): void {
  writer.draft.add('[', span);
  for (const node of nodes) {
    writeNode(writer, node, locals);
    writer.draft.add(', ', span);
  }
  writer.draft.add(']', span);
}

function writeNode(writer: Writer, node: TemplateNode, locals: Locals): void {
  switch (node.kind) {
    case 'element':
      return writeElement(writer, node, locals);
    case 'text':
      return writer.draft.add(JSON.stringify(node.text), node.span);
    case 'expression':
      return writeExpression(writer, node.code, locals);
    case 'choice':
      return writeChoice(writer, node, locals);
    case 'list':
      return writeList(writer, node, locals);
  }
}

function writeChoice(writer: Writer, node: Extract<TemplateNode, { kind: 'choice' }>, locals: Locals): void {
  const { draft, template } = writer;
  for (const { when, children } of node.branches) {
    const span = when?.span ?? template.span;
    if (when) writeExpression(writer, when, locals);
    else draft.add('true', span);
    draft.add(' ? ', span);
    writeNodes(writer, children, locals, span);
    draft.add(' : ', span);
  }
  draft.add('undefined', template.span);
}

function writeList(writer: Writer, node: Extract<TemplateNode, { kind: 'list' }>, locals: Locals): void {
  const { draft } = writer;
  const { text, span } = node.names;
  draft.add('(', span);
  if (node.of) writeExpression(writer, node.of, locals);
  else draft.add('[]', span);
  draft.add(').map((', span);
  writeAsIs(writer, node.names, 0, text.length);
  draft.add(') => ', span);
  const inner = parameterNames(text).map((name) => [name, undefined] as const);
  writeNodes(writer, node.children, new Map([...locals, ...inner]), span);
  draft.add(')', span);
}

function writeElement(writer: Writer, node: ElementNode, locals: Locals): void {
  const { draft } = writer;
  const own: Locals = new Map([...locals, ...(node.self ?? []).map((name) => [name, `${EVENT}.target`] as const)]);
  for (const prop of node.props) {
    if (prop.kind !== 'listener' || prop.target === undefined) continue;
    draft.add(`${prop.target}.addEventListener(${JSON.stringify(prop.event)}, `, prop.span);
    writeListener(writer, prop, own);
    draft.add('), ', prop.span);
  }
  draft.add(`${ELEMENT}(${JSON.stringify(node.tag)}, { `, node.span);
  for (const prop of node.props) writeProp(writer, prop, node.tag, own);
  draft.add('"children": ', node.span);
  writeNodes(writer, node.children, locals, node.span);
  draft.add(' })', node.span);
}

function writeProp(writer: Writer, prop: Prop, tag: string, locals: Locals): void {
  const { draft } = writer;
  if (prop.kind === 'listener' && prop.target !== undefined) return;
  const name = prop.kind === 'text' ? prop.name : propOf(prop.event, tag);
  draft.add(`${JSON.stringify(name)}: `, prop.span);
  if (prop.kind === 'text') draft.add(JSON.stringify(prop.value), prop.span);
  else if (prop.kind === 'binding') writeBinding(writer, prop, locals);
  else writeListener(writer, prop, locals);
  draft.add(', ', prop.span);
}

const COMPONENT_TAG = /[-.:A-Z]/;
const VALUE_EVENT = /^(?:input|change|blur|submit|update:.*)$/;

/** `onKeydown`, as JSX writes it. What a component calls `change` is a value of its own and no event of the platform. */
function propOf(event: string, tag: string): string {
  if (VALUE_EVENT.test(event) && COMPONENT_TAG.test(tag)) return 'onValueChange';
  return `on${event.charAt(0).toUpperCase()}${event.slice(1)}`;
}

function writeBinding(writer: Writer, prop: Extract<Prop, { kind: 'binding' }>, locals: Locals): void {
  const { draft, errors } = writer;
  const reading = readExpression(prop.to.text);
  draft.add(`(${EVENT}) => { `, prop.span);
  if (reading) {
    writeCode(writer, prop.to, reading, locals);
    draft.add(` = ${EVENT}.target.${prop.from};`, prop.span);
  } else errors.push({ at: prop.span[0], message: 'what is bound here could not be parsed' });
  draft.add(' }', prop.span);
}

function writeListener(writer: Writer, prop: Listener, locals: Locals): void {
  const { draft, errors } = writer;
  const { code, form, span } = prop;
  const expression = form === 'statements' ? undefined : readExpression(code.text);
  if (expression && (form === 'function' || expression.isCallable))
    return writeFunction(writer, prop, expression, locals);
  const statements = form === 'function' ? undefined : readStatements(code.text);
  const parameter = prop.givesValue ? '$given' : prop.parameter;
  draft.add(`(${parameter}) => { ${guardOf(prop, parameter)}`, span);
  if (prop.givesValue) draft.add(`const ${prop.parameter} = ${parameter}.target.value; `, span);
  if (statements) writeCode(writer, code, statements, withLocal(locals, prop.parameter));
  else errors.push({ at: span[0], message: 'a handler here could not be parsed' });
  draft.add('\n }', span);
}

function withLocal(locals: Locals, name: string): Locals {
  return new Map([...locals, [name, undefined] as const]);
}

/** Only a handler for one key has to be called; any other is the function itself. */
function writeFunction(writer: Writer, prop: Listener, reading: Reading, locals: Locals): void {
  const { draft } = writer;
  const guard = guardOf(prop, EVENT);
  draft.add(guard === '' ? '(' : `(${EVENT}) => { ${guard}(`, prop.span);
  writeCode(writer, prop.code, reading, locals);
  draft.add(guard === '' ? '\n)' : `\n)(${EVENT}); }`, prop.span);
}

function guardOf({ keys }: Listener, event: string): string {
  if (keys.length === 0) return '';
  return `if (!(${keys.map((key) => `${event}.key === ${JSON.stringify(key)}`).join(' || ')})) return; `;
}

function writeExpression(writer: Writer, code: Code, locals: Locals): void {
  const reading = readExpression(code.text);
  if (!reading) return writer.draft.add('undefined', code.span);
  writer.draft.add('(', code.span);
  writeCode(writer, code, reading, locals);
  writer.draft.add('\n)', code.span);
}

/** Writes what the file says, each free name as the module has it. */
function writeCode(writer: Writer, code: Code, { free }: Reading, locals: Locals): void {
  let at = 0;
  for (const { name, at: from, isShorthand } of free) {
    const spelt = locals.has(name) ? locals.get(name) : writer.template.spell(name);
    if (spelt === undefined) continue;
    const to = from + name.length;
    writeAsIs(writer, code, at, from);
    writer.draft.add(isShorthand ? `${name}: ${spelt}` : spelt, spanIn(code, from, to));
    at = to;
  }
  writeAsIs(writer, code, at, code.text.length);
}

function writeAsIs(writer: Writer, code: Code, from: number, to: number): void {
  if (isLiteral(code)) writer.draft.copy(spanIn(code, from, to));
  else writer.draft.add(code.text.slice(from, to), code.span);
}

function spanIn(code: Code, from: number, to: number): Span {
  return isLiteral(code) ? [code.span[0] + from, code.span[0] + to] : code.span;
}

/** Holds if offsets in the text are offsets in the file: nothing in it was written as a character reference. */
function isLiteral({ text, span }: Code): boolean {
  return text.length === span[1] - span[0];
}
