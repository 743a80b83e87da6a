/**
 * Makes code of a Vue component: its scripts as they stand, its options as a class, its template as a function.
 */
import type { ElementNode } from '@vue/compiler-dom';
import { ts } from '../compiler.js';
import type { Span } from '../../model/facts.js';
import { type ComponentCode, boundNames, kindOf } from './code.js';
import { Draft } from './draft.js';
import { memberSpelling } from './members.js';
import { vueParser } from './parsers.js';
import type { Spell } from './template.js';
import { OPTIONS_CLASS, componentOptions, writeOptions } from './vue-options.js';
import { isAttribute, isElement, readNodes, spanOf } from './vue-template.js';
import { type CodeError, writeTemplate } from './write.js';

export function vueCode(text: string): ComponentCode {
  const errors: CodeError[] = [];
  const root = vueParser().parse(text, {
    parseMode: 'sfc',
    onError: ({ message, loc }) => errors.push({ at: loc?.start.offset ?? 0, message }),
  });
  const blocks = root.children.filter(isElement);
  const scripts = blocks.filter((block) => block.tag === 'script' && attribute(block, 'src') === undefined);
  const template = blocks.find((block) => block.tag === 'template');
  const kind = kindOf(scripts.map((block) => attribute(block, 'lang')).find((lang) => lang !== undefined));
  const parts = scripts.flatMap(contentSpan);
  const source = parse(new Draft(text, parts).text, kind);
  const isSetup = scripts.some((block) => attribute(block, 'setup') !== undefined);
  const exported = isSetup ? undefined : defaultExport(source);
  const options = exported && componentOptions(exported.expression);
  const draft = new Draft(text, options ? without(parts, [exported.getStart(source), exported.end]) : parts);
  if (options) writeOptions(draft, source, options);
  const component = options ? OPTIONS_CLASS : isSetup ? undefined : defaultClass(source);
  if (template && isMarkup(template))
    errors.push(
      ...writeTemplate(draft, {
        nodes: readNodes(template.children),
        spell: isSetup ? setupSpelling(source) : memberSpelling(component !== undefined),
        component,
        span: [template.loc.start.offset, template.loc.start.offset + '<template'.length],
      }),
    );
  return { draft, kind, errors };
}

function attribute(block: ElementNode, name: string): string | undefined {
  const found = block.props.filter(isAttribute).find((prop) => prop.name === name);
  return found && (found.value?.content ?? '');
}

/** A template in another language (Pug) is another parser's. */
function isMarkup(template: ElementNode): boolean {
  return ['html', undefined].includes(attribute(template, 'lang')) && attribute(template, 'src') === undefined;
}

function contentSpan(block: ElementNode): readonly Span[] {
  const [first, last] = [block.children[0], block.children.at(-1)];
  return first && last ? [[spanOf(first)[0], spanOf(last)[1]]] : [];
}

function parse(text: string, kind: ts.ScriptKind): ts.SourceFile {
  return ts.createSourceFile('component', text, ts.ScriptTarget.Latest, true, kind);
}

function without(parts: readonly Span[], [from, to]: Span): readonly Span[] {
  return parts.flatMap(([start, end]): Span[] =>
    from < start || to > end
      ? [[start, end]]
      : [
          [start, from],
          [to, end],
        ],
  );
}

function defaultExport(source: ts.SourceFile): ts.ExportAssignment | undefined {
  return source.statements.find(
    (statement): statement is ts.ExportAssignment => ts.isExportAssignment(statement) && !statement.isExportEquals,
  );
}

/** `export default class Form extends Vue`. */
function defaultClass(source: ts.SourceFile): string | undefined {
  const found = source.statements.find(
    (statement): statement is ts.ClassDeclaration =>
      ts.isClassDeclaration(statement) &&
      !!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword),
  );
  return found?.name?.text;
}

/** Functions whose result a template shows by its `value`. */
const REFS = new Set('ref shallowRef computed customRef toRef useTemplateRef defineModel useModel'.split(' '));
const OBJECTS_OF_REFS = new Set(['toRefs', 'storeToRefs']);

/** In `<script setup>` names are the module's own; of a ref the template means the value. */
function setupSpelling(source: ts.SourceFile): Spell {
  const refs = new Set(
    source.statements.flatMap((statement) => (ts.isVariableStatement(statement) ? refsOf(statement) : [])),
  );
  return (name) => (refs.has(name) ? `${name}.value` : undefined);
}

function refsOf(statement: ts.VariableStatement): readonly string[] {
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const made = initializer && ts.isCallExpression(initializer) ? initializer.expression : undefined;
    const maker = made && ts.isIdentifier(made) ? made.text : '';
    return (ts.isIdentifier(name) ? REFS : OBJECTS_OF_REFS).has(maker) ? boundNames(name) : [];
  });
}
