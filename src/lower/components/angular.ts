/**
 * Makes code of an Angular template: a function that is given the component and makes its elements.
 */
import type {
  AST,
  ASTWithSource,
  Interpolation,
  TmplAstBoundEvent,
  TmplAstBoundText,
  TmplAstElement,
  TmplAstForLoopBlock,
  TmplAstIfBlock,
  TmplAstNode,
  TmplAstTemplate,
} from '@angular/compiler';
import { ts } from '../compiler.js';
import type { Span } from '../../model/facts.js';
import type { TemplateOwner } from '../../model/source.js';
import type { ComponentCode } from './code.js';
import { Draft } from './draft.js';
import { angularParser } from './parsers.js';
import type { Branch, Code, Prop, TemplateNode, TemplateNodes } from './template.js';
import { memberSpelling } from './members.js';
import { type CodeError, writeTemplate } from './write.js';

/** In: a template in a file of its own, and the component that it belongs to. */
export function templateCode(path: string, text: string, owner: TemplateOwner): ComponentCode {
  const draft = new Draft(text, []);
  draft.add(`\nimport { ${owner.class} } from ${JSON.stringify(specifierOf(path, owner.path))};`, [0, 0]);
  const errors = writeParsed(draft, text, owner.class, { name: '$template' });
  return { draft, kind: ts.ScriptKind.TS, errors };
}

function specifierOf(from: string, to: string): string {
  const up = '../'.repeat(from.split('/').length - 1);
  return `${up === '' ? './' : up}${to.replace(/\.ts$/, '')}`;
}

/** An output or a two-way binding: without one, a template says nothing of what a person does. */
const OUTPUT = /\)\]?\s*=\s*["']|\bon-/;

/** In: a file whose components have their templates in it; undefined where none of them listens to anything. */
export function inlineCode(source: ts.SourceFile, text: string): ComponentCode | undefined {
  const inline = source.statements.flatMap((statement) =>
    ts.isClassDeclaration(statement) ? templateOf(statement) : [],
  );
  const heard = inline.filter(({ literal }) => OUTPUT.test(literal.text));
  if (heard.length === 0) return undefined;
  const draft = new Draft(text, [[0, text.length]]);
  const errors = heard.flatMap(({ component, literal }, index) => {
    const range: Span = [literal.getStart(source) + 1, literal.end - 1];
    return writeParsed(draft, text, component, { name: `$template${index}`, range });
  });
  return { draft, kind: ts.ScriptKind.TS, errors };
}

interface InlineTemplate {
  readonly component: string;
  readonly literal: ts.StringLiteralLike;
}

function templateOf(node: ts.ClassDeclaration): readonly InlineTemplate[] {
  for (const decorator of ts.getDecorators(node) ?? []) {
    const call = decorator.expression;
    if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.expression.text !== 'Component')
      continue;
    const literal =
      call.arguments[0] && ts.isObjectLiteralExpression(call.arguments[0]) && templateIn(call.arguments[0]);
    if (literal && node.name) return [{ component: node.name.text, literal }];
  }
  return [];
}

function templateIn(metadata: ts.ObjectLiteralExpression): ts.StringLiteralLike | undefined {
  for (const property of metadata.properties) {
    if (!ts.isPropertyAssignment(property) || property.name.getText() !== 'template') continue;
    return ts.isStringLiteralLike(property.initializer) ? property.initializer : undefined;
  }
  return undefined;
}

function writeParsed(
  draft: Draft,
  text: string,
  component: string,
  { name, range }: { readonly name: string; readonly range?: Span },
): readonly CodeError[] {
  const inside = range && {
    escapedString: true,
    range: { startPos: range[0], endPos: range[1], startLine: 0, startCol: 0 },
  };
  const parsed = angularParser().parseTemplate(text, 'template.html', { preserveWhitespaces: true, ...inside });
  const span: Span = range ? [range[0], range[0]] : [0, 0];
  const reader = new Reader(text);
  const template = { nodes: reader.nodes(parsed.nodes), spell: memberSpelling(true), component, span };
  const errors = (parsed.errors ?? []).map(({ span: at, msg }) => ({ at: at.start.offset, message: msg }));
  return [...errors, ...writeTemplate(draft, template, name)];
}

const FIELDS = new Set(['input', 'textarea']);

class Reader {
  private readonly ng = angularParser();

  constructor(private readonly text: string) {}

  nodes(nodes: readonly TmplAstNode[]): TemplateNodes {
    return nodes.flatMap((node) => this.node(node));
  }

  private node(node: TmplAstNode): TemplateNodes {
    const { ng } = this;
    if (node instanceof ng.TmplAstText) return this.words(node.value, spanOf(node));
    if (node instanceof ng.TmplAstBoundText) return this.interpolations(node);
    if (node instanceof ng.TmplAstElement) return [this.element(node)];
    if (node instanceof ng.TmplAstTemplate) return [this.template(node)];
    if (node instanceof ng.TmplAstIfBlock) return [this.choice(node)];
    if (node instanceof ng.TmplAstForLoopBlock) return [this.loop(node)];
    // What may be shown, whenever that is: `@switch`, `@defer`, `ng-content`.
    const { children = [], groups = [], placeholder, loading, error } = node as unknown as Parts;
    return this.nodes([...children, ...groups, ...[placeholder, loading, error].filter((part) => !!part)]);
  }

  private words(text: string, span: Span): TemplateNodes {
    return text.trim() === '' ? [] : [{ kind: 'text', text: text.trim(), span }];
  }

  private interpolations({ value }: TmplAstBoundText): TemplateNodes {
    const { expressions } = (value as ASTWithSource).ast as Interpolation;
    return expressions.map((each) => ({ kind: 'expression', code: this.code(each) }));
  }

  private element(node: TmplAstElement): TemplateNode {
    const start = node.sourceSpan.start.offset;
    return {
      kind: 'element',
      tag: node.name,
      span: [start, start + node.name.length + 1],
      props: [
        ...node.attributes.map(({ name, value, sourceSpan }): Prop => ({
          kind: 'text',
          name,
          value,
          span: offsets(sourceSpan),
        })),
        ...node.outputs.flatMap((output) => this.output(output, node.name) ?? []),
      ],
      children: this.nodes(node.children),
      self: node.references.filter(({ value }) => value === '').map(({ name }) => name),
    };
  }

  private output({ name, type, target, handlerSpan, sourceSpan }: TmplAstBoundEvent, tag: string): Prop | undefined {
    const span = offsets(sourceSpan);
    const code = this.at(offsets(handlerSpan));
    const [event = '', ...keys] = name.split('.');
    const givesValue = event === 'ngModelChange';
    const isTwoWay = type === this.ng.ParsedEventType.TwoWay;
    // What the model of a component is, only that component knows.
    if ((isTwoWay || givesValue) && !(givesValue && FIELDS.has(tag))) return undefined;
    if (isTwoWay) return { kind: 'binding', event: 'input', from: 'value', to: code, span };
    return {
      kind: 'listener',
      event: givesValue ? 'input' : event,
      target: target === 'body' ? 'document.body' : (target ?? undefined),
      keys: event.startsWith('key') ? keys : [],
      form: 'statements',
      parameter: '$event',
      givesValue,
      code,
      span,
    };
  }

  /** `*ngIf="consent"`, `*ngFor="let item of items"`, `<ng-template let-row>`. */
  private template(node: TmplAstTemplate): TemplateNode {
    const children = this.nodes(node.children);
    const input = (name: string): Code | undefined => {
      const found = node.templateAttrs.find((attribute) => attribute.name === name);
      return found && typeof found.value !== 'string' ? this.code(found.value) : undefined;
    };
    const names: Code = { text: node.variables.map(({ name }) => name).join(', '), span: spanOf(node) };
    const inner: TemplateNodes =
      names.text === '' ? children : [{ kind: 'list', of: input('ngForOf'), names, children }];
    return { kind: 'choice', branches: [{ when: input('ngIf'), children: inner }] };
  }

  private choice(node: TmplAstIfBlock): TemplateNode {
    return {
      kind: 'choice',
      branches: node.branches.map(({ expression, expressionAlias, children }): Branch => {
        const inner = this.nodes(children);
        const names = expressionAlias && this.at(offsets(expressionAlias.keySpan));
        return {
          when: expression ? this.code(expression) : undefined,
          children: names ? [{ kind: 'list', of: undefined, names, children: inner }] : inner,
        };
      }),
    };
  }

  private loop({ expression, item, children, empty }: TmplAstForLoopBlock): TemplateNode {
    const inner = [...this.nodes(children), ...this.nodes(empty?.children ?? [])];
    return { kind: 'list', of: this.code(expression), names: this.at(offsets(item.keySpan)), children: inner };
  }

  /** Gets an expression without its pipes: `user$ | async` is about `user$`. */
  private code(expression: AST): Code {
    const bare = 'ast' in expression ? (expression as ASTWithSource).ast : expression;
    if (bare instanceof this.ng.BindingPipe) return this.code(bare.exp);
    return this.at([bare.sourceSpan.start, bare.sourceSpan.end]);
  }

  private at(span: Span): Code {
    return { text: this.text.slice(...span), span };
  }
}

interface Parts {
  readonly children?: readonly TmplAstNode[];
  readonly groups?: readonly TmplAstNode[];
  readonly placeholder?: TmplAstNode | null;
  readonly loading?: TmplAstNode | null;
  readonly error?: TmplAstNode | null;
}

interface SourceSpan {
  readonly start: { readonly offset: number };
  readonly end: { readonly offset: number };
}

function offsets({ start, end }: SourceSpan): Span {
  return [start.offset, end.offset];
}

function spanOf(node: TmplAstNode): Span {
  return offsets(node.sourceSpan);
}
