/** Parts of a program, and how they become files: imports merged, names found across parts, ESM or CommonJS. */
import ts from 'typescript';
import type { Declared, Import } from '../choices/types.js';
import { paragraphs } from '../text.js';

export interface Part {
  readonly name: string;
  readonly imports: readonly Import[];
  readonly code: string;
  readonly defines: readonly string[];
  /** A component: its file ends in `.tsx`. */
  readonly isComponent?: boolean;
}

/** Joins declarations into a part; `code` comes after them. */
export function partOf(name: string, declared: readonly (Declared | undefined)[], code = ''): Part {
  const present = declared.filter((each) => each !== undefined);
  return {
    name,
    imports: present.flatMap((each) => each.imports ?? []),
    code: paragraphs(...present.map((each) => each.code), code),
    defines: present.flatMap((each) => each.defines ?? []),
  };
}

/** One module's imports, each name once. */
export function mergeImports(imports: readonly Import[]): readonly Import[] {
  const merged = new Map<string, Import>();
  for (const each of imports) {
    const key = each.namespace === undefined ? each.from : `${each.from} *`;
    const before = merged.get(key);
    const names = [...new Set([...(before?.names ?? []), ...(each.names ?? [])])];
    merged.set(key, { ...before, ...each, default: each.default ?? before?.default, names });
  }
  return [...merged.values()];
}

function esmLine({ from, names = [], default: byDefault, namespace }: Import): string {
  if (namespace !== undefined) return `import * as ${namespace} from '${from}';`;
  const braces = names.length > 0 ? [`{ ${names.join(', ')} }`] : [];
  return `import ${[...(byDefault === undefined ? [] : [byDefault]), ...braces].join(', ')} from '${from}';`;
}

function cjsLines({ from, names = [], default: byDefault, namespace }: Import): string[] {
  const whole = namespace ?? byDefault;
  return [
    ...(whole === undefined ? [] : [`const ${whole} = require('${from}');`]),
    ...(names.length > 0 ? [`const { ${names.join(', ')} } = require('${from}');`] : []),
  ];
}

/** Gets which names of other parts a part uses. */
export function usesOf(part: Part, other: Part): readonly string[] {
  if (part === other) return [];
  return other.defines.filter((name) =>
    new RegExp(`(?<![.\\w'])${name.replace('$', '\\$')}\\b(?!['\\w])`).test(part.code),
  );
}

export function esmText(part: Part, internal: readonly Import[]): string {
  return `${paragraphs(
    mergeImports([...part.imports, ...internal])
      .map(esmLine)
      .join('\n'),
    part.code,
  )}\n`;
}

export function cjsText(part: Part, internal: readonly Import[]): string {
  const exported = part.defines.length > 0 ? `module.exports = { ${part.defines.join(', ')} };` : '';
  const required = mergeImports([...part.imports, ...internal])
    .flatMap(cjsLines)
    .join('\n');
  return `${paragraphs(required, untyped(unexported(part.code)), exported)}\n`;
}

/** Takes `export` off every declaration. */
export function unexported(code: string): string {
  return code.replace(/^export (?=async |function |const |let |class )/gm, '');
}

/** JavaScript has no types. The compiler's printer keeps no blank lines and indents by four. */
function untyped(code: string): string {
  const known = plain.get(code);
  if (known !== undefined) return known;
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, alwaysStrict: false },
  });
  const text = outputText
    .replace(/^(?:export \{\};|"use strict";)\n?/gm, '')
    .replace(/^(?: {4})+/gm, (indent) => ' '.repeat(indent.length / 2))
    .replace(/^(\}[;)]*)\n(?=\S)/gm, '$1\n\n')
    .trim();
  plain.set(code, text);
  return text;
}

const plain = new Map<string, string>();
