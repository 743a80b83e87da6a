/**
 * Reads one YAML or JSON file of ours or a user's into plain data that knows its lines.
 *
 * In: text. Out: the value, and the line of each place in it; or the problems found.
 * Refused: more than 256 KiB, nesting beyond 64, anchors, aliases, merge keys, tags, duplicate keys, two documents.
 * Depth is bounded before the parser runs: deep input can end the process inside it, past any `try`.
 */
import { createRequire } from 'node:module';
import type { Document, LineCounter, Node, ParsedNode } from 'yaml';

const SIZE_LIMIT = 256 * 1024;
const DEPTH_LIMIT = 64;

export type Path = readonly (string | number)[];

export interface Problem {
  readonly line: number;
  /** `models[2].label`; empty for the whole file. */
  readonly field: string;
  readonly message: string;
}

export interface DataFile {
  readonly value: unknown;
  /** Gets the line of a place, or of the nearest place around it that exists. */
  lineOf(path: Path): number;
}

export type Read = { readonly file: DataFile } | { readonly problems: readonly Problem[] };

export function readYaml(text: string): Read {
  const refusal = tooLarge(text) ?? tooDeep(text);
  if (refusal !== undefined) return { problems: [refusal] };
  const yaml = loadYaml();
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    stringKeys: true,
    merge: false,
    schema: 'core',
    logLevel: 'error',
  });
  const problems = [...syntaxProblems(document, lines), ...refusedNodes(document, lines)];
  if (problems.length > 0) return { problems };
  // An empty file says nothing, as an empty mapping does.
  const value: unknown = document.toJS({ maxAliasCount: 0 }) ?? {};
  return { file: { value, lineOf: (path) => lineOf(document, lines, path) } };
}

/** Writes a place as a reader would: `models[2].label`. */
export function fieldName(path: Path): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step}`)).join('');
}

type Yaml = typeof import('yaml');
let loaded: Yaml | undefined;

/** Loaded when first asked for: a scan without configuration never pays for the parser. */
function loadYaml(): Yaml {
  loaded ??= createRequire(import.meta.url)('yaml') as Yaml;
  return loaded;
}

function tooLarge(text: string): Problem | undefined {
  if (Buffer.byteLength(text) <= SIZE_LIMIT) return undefined;
  return { line: 1, field: '', message: `is larger than ${SIZE_LIMIT / 1024} KiB` };
}

/** Counts brackets and indentation only, so it may refuse a file that nobody would write. */
function tooDeep(text: string): Problem | undefined {
  let depth = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const indent = /^[\s?:-]*/.exec(line)?.[0].length ?? 0;
    for (const character of line) {
      if (character === '[' || character === '{') depth += 1;
      else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
      if (depth > DEPTH_LIMIT) break;
    }
    if (depth > DEPTH_LIMIT || indent > 4 * DEPTH_LIMIT) {
      return { line: index + 1, field: '', message: `is nested deeper than ${DEPTH_LIMIT} levels` };
    }
  }
  return undefined;
}

function syntaxProblems(document: Document.Parsed, lines: LineCounter): Problem[] {
  return document.errors.map(({ code, message, pos }) => ({
    line: lines.linePos(pos[0]).line,
    field: '',
    message: code === 'MULTIPLE_DOCS' ? 'holds more than one document' : firstLine(message),
  }));
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? message;
  return PLAINER[line] ?? line;
}

/** What the parser says of mistakes that anybody makes. */
const PLAINER: Readonly<Record<string, string>> = {
  'Map keys must be unique': 'names the same key twice',
  'Nested mappings are not allowed in compact mappings': 'holds a second colon; put the text in quotes',
};

function refusedNodes(document: Document.Parsed, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  const refuse = (node: Node, message: string): void => {
    problems.push({ line: lines.linePos(node.range?.[0] ?? 0).line, field: '', message });
  };
  loadYaml().visit(document, {
    Alias: (_key, node) => refuse(node, 'uses an alias, which is not supported'),
    Value: (_key, node, path) => {
      if (node.anchor !== undefined) refuse(node, 'uses an anchor, which is not supported');
      if (node.tag !== undefined) refuse(node, 'uses a tag, which is not supported');
      if (path.length > 2 * DEPTH_LIMIT) refuse(node, `is nested deeper than ${DEPTH_LIMIT} levels`);
    },
    Pair: (_key, pair) => {
      if (isMergeKey(pair.key)) refuse(pair.key as Node, 'uses a merge key, which is not supported');
    },
  });
  return problems;
}

function isMergeKey(key: unknown): boolean {
  return typeof key === 'object' && key !== null && 'value' in key && key.value === '<<';
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: Path): number {
  const yaml = loadYaml();
  let node: ParsedNode | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (yaml.isMap(node)) {
      const pair = node.items.find(({ key }) => yaml.isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      offset = pair.key.range[0];
      node = pair.value;
    } else if (yaml.isSeq(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      offset = item.range[0];
      node = item;
    } else break;
  }
  return lines.linePos(offset).line;
}
