/**
 * Writes the options of a Vue component as the class that Vue makes of them.
 *
 * `{ data() { return { typed: '' } }, methods: { onKey(e) { this.typed += e.key } } }` becomes
 * `class $Options { typed = ''; onKey(e) { this.typed += e.key } }`, so that `this` is what it is for any class.
 * Left out: what comes from elsewhere (mixins, `...mapState()`), and statements of `data` before its `return`.
 */
import { ts } from '../compiler.js';
import type { Span } from '../../model/facts.js';
import type { Draft } from './draft.js';

export const OPTIONS_CLASS = '$Options';

/** Gets the options of `export default { … }` or `export default defineComponent({ … })`. */
export function componentOptions(exported: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (ts.isObjectLiteralExpression(exported)) return exported;
  if (ts.isAsExpression(exported) || ts.isSatisfiesExpression(exported)) return componentOptions(exported.expression);
  const first = ts.isCallExpression(exported) ? exported.arguments[0] : undefined;
  return first && ts.isObjectLiteralExpression(first) ? first : undefined;
}

type FunctionNode = ts.MethodDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.AccessorDeclaration;

interface Member {
  readonly name: string;
  readonly node: ts.ObjectLiteralElementLike;
  /** The function that it is, or the object. */
  readonly value: ts.Node;
}

interface Writer {
  readonly draft: Draft;
  readonly source: ts.SourceFile;
}

export function writeOptions(draft: Draft, source: ts.SourceFile, options: ts.ObjectLiteralExpression): void {
  const writer: Writer = { draft, source };
  const span: Span = [options.getStart(source), options.getStart(source) + 1];
  draft.add(`\nclass ${OPTIONS_CLASS} {`, span);
  for (const member of membersOf(options)) {
    const group = GROUPS[member.name];
    if (!group) writeHook(writer, member);
    else if (ts.isObjectLiteralExpression(member.value)) membersOf(member.value).forEach((each) => group(writer, each));
    else if (isFunction(member.value)) writeState(writer, member, member.value);
  }
  draft.add('\n}\n', span);
}

/** What becomes of the members of an option. */
const GROUPS: Readonly<Record<string, (writer: Writer, member: Member) => void>> = {
  methods: writeMethod,
  computed: writeComputed,
  watch: writeWatcher,
  data: writeField,
  setup: writeField,
  props: () => undefined,
  components: () => undefined,
};

function membersOf(object: ts.ObjectLiteralExpression): readonly Member[] {
  return object.properties.flatMap((node) => {
    if (ts.isSpreadAssignment(node) || ts.isComputedPropertyName(node.name)) return [];
    const value = ts.isPropertyAssignment(node)
      ? bare(node.initializer)
      : ts.isShorthandPropertyAssignment(node)
        ? node.name
        : node;
    return [{ name: node.name.text, node, value }];
  });
}

function bare(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isParenthesizedExpression(node) ? bare(node.expression) : node;
}

function isFunction(node: ts.Node): node is FunctionNode {
  return (
    ts.isMethodDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isAccessor(node)
  );
}

/** `mounted() { … }`: what is no function holds nothing that runs. */
function writeHook(writer: Writer, member: Member): void {
  if (isFunction(member.value)) writeMethod(writer, member);
}

function writeMethod(writer: Writer, member: Member): void {
  const { value } = member;
  if (!isFunction(value) || ts.isArrowFunction(value)) return writeField(writer, member);
  const async = isAsync(value) ? 'async ' : '';
  start(writer, member, `${async}${value.asteriskToken ? '*' : ''}${JSON.stringify(member.name)}`);
  copy(writer, parametersOf(writer, value));
}

function writeComputed(writer: Writer, member: Member): void {
  if (ts.isObjectLiteralExpression(member.value)) {
    for (const { name, node, value } of membersOf(member.value))
      if (name === 'get' || name === 'set') writeAccessor(writer, { name: member.name, node, value }, name);
  } else writeAccessor(writer, member, 'get');
}

function writeAccessor(writer: Writer, member: Member, kind: 'get' | 'set'): void {
  const { value } = member;
  if (!isFunction(value)) return;
  start(writer, member, `${kind} ${JSON.stringify(member.name)}`);
  if (ts.isArrowFunction(value)) writeArrowBody(writer, value);
  else copy(writer, parametersOf(writer, value));
}

function writeArrowBody(writer: Writer, arrow: ts.ArrowFunction): void {
  const span = spanOf(writer, arrow);
  writer.draft.add('() { return (', span);
  writeExpression(writer, arrow);
  writer.draft.add(')(this); }', span);
}

/** Runs with what it watches: `watch: { 'form.text'(text) { … } }`. */
function writeWatcher(writer: Writer, member: Member): void {
  const { draft } = writer;
  if (!/^[\w$]+(?:\.[\w$]+)*$/.test(member.name)) return;
  const handler = handlerOf(member.value);
  if (!handler) return;
  start(writer, member, `"watch ${member.name}"() { `);
  if (ts.isStringLiteral(handler)) draft.add(`this.${handler.text}`, spanOf(writer, handler));
  else writeExpression(writer, handler);
  draft.add(`(this.${member.name}); }`, spanOf(writer, member.node.name!));
}

function handlerOf(value: ts.Node): ts.Expression | FunctionNode | undefined {
  if (ts.isObjectLiteralExpression(value)) {
    const inner = membersOf(value).find(({ name }) => name === 'handler');
    return inner && handlerOf(inner.value);
  }
  return isFunction(value) || ts.isStringLiteral(value) || ts.isCallExpression(value) ? value : undefined;
}

/** `data()` and `setup()` return the component's fields. */
function writeState(writer: Writer, member: Member, fn: FunctionNode): void {
  const returned = returnedObject(fn);
  if (member.name === 'data') returned?.forEach((each) => writeField(writer, each));
  else {
    writeMethod(writer, member);
    returned?.forEach((each) => start(writer, each, `${JSON.stringify(each.name)} = this.setup().${each.name};`));
  }
}

function returnedObject(fn: FunctionNode): readonly Member[] | undefined {
  const { body } = fn;
  const last = body && ts.isBlock(body) ? body.statements.findLast(ts.isReturnStatement)?.expression : body;
  const value = last && ts.isExpression(last) ? bare(last) : undefined;
  return value && ts.isObjectLiteralExpression(value) ? membersOf(value) : undefined;
}

function writeField(writer: Writer, member: Member): void {
  start(writer, member, `${JSON.stringify(member.name)} = `);
  writeExpression(writer, member.value);
  writer.draft.add(';', spanOf(writer, member.node.name!));
}

/** Functions share the component's `this`, also inside of `debounce(function () { … })`. */
function writeExpression(writer: Writer, node: ts.Node): void {
  const { draft } = writer;
  if (ts.isCallExpression(node)) {
    copy(writer, [spanOf(writer, node)[0], node.arguments.pos]);
    node.arguments.forEach((argument) => {
      writeExpression(writer, argument);
      draft.add(', ', spanOf(writer, argument));
    });
    return draft.add(')', [node.end - 1, node.end]);
  }
  if (!isFunction(node) || ts.isArrowFunction(node)) return copy(writer, spanOf(writer, node));
  const span = spanOf(writer, node);
  draft.add(isAsync(node) ? '(async ' : '(', span);
  copy(writer, [parametersOf(writer, node)[0], node.parameters.end]);
  draft.add(') => ', span);
  copy(writer, node.body ? spanOf(writer, node.body) : [node.end, node.end]);
  draft.add(')', span);
}

function isAsync(node: FunctionNode): boolean {
  return !!node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}

function start({ draft, source }: Writer, { node }: Member, text: string): void {
  draft.add(`\n${text}`, [node.name!.getStart(source), node.name!.end]);
}

function spanOf({ source }: Writer, node: ts.Node): Span {
  return [node.getStart(source), node.end];
}

/** From the opening bracket of the parameters to the end of the body. */
function parametersOf({ source }: Writer, node: FunctionNode): Span {
  return [source.text.lastIndexOf('(', node.parameters.pos), node.end];
}

function copy({ draft }: Writer, span: Span): void {
  draft.copy(span);
}
