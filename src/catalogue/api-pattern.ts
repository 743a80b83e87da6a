/**
 * Compiles an ApiPattern into the access paths it names.
 *
 * In: one pattern and where its file starts. Out: exact paths, a suffix or prefixes, ready for a Map lookup.
 * An access path is `<module>#<members>`, `global#<members>`, `jsx#<prop>`, or `?.<members>` for an unknown receiver;
 * a call or `new` is `()`, a `default` segment is left out, an assignment ends in `=`.
 * Deliberately absent: what any library's name means.
 */
import type { ModelFile } from '../model/catalogue.js';
import { PatternError } from './pattern-error.js';

/** Where the patterns of a file start. */
export type Origin = Pick<ModelFile, 'package' | 'platform' | 'globals'>;

export type CompiledApi =
  | { readonly exact: readonly string[] }
  /** Starts with a dot: the last segments of a path, whatever its root. */
  | { readonly suffix: string }
  /** Paths or one suffix in which `*` is any one segment, never the last. */
  | { readonly wildcard: readonly string[] }
  /** Everything below one of these paths. */
  | { readonly prefix: readonly string[] };

const SEGMENT = String.raw`(?:[\w$-]+(?:\(\))*|\(\))`;
const MEMBERS = new RegExp(String.raw`^${SEGMENT}(?:\.(?:\*\.)?${SEGMENT})*$`);
const JSX_PROP = /^<\* ([\w:-]+)>$/;
const DECORATOR = /^@[\w$]+(?:\.[\w$]+)*$/;

/** Compiles one pattern of a file that starts at `origin`. */
export function compileApi(pattern: string, origin: Origin): CompiledApi {
  const jsx = JSX_PROP.exec(pattern);
  if (jsx?.[1] !== undefined) return { exact: [`jsx#${jsx[1]}`] };
  if (DECORATOR.test(pattern)) return { exact: packagesOf(origin).map((name) => `${name}#${pattern}`) };
  if (pattern.startsWith('*.')) return suffixOf(`.${membersOf(pattern.slice(2), pattern)}`);
  if (pattern.endsWith('.*')) {
    const members = membersOf(pattern.slice(0, -2), pattern);
    return { prefix: pathsOf(origin, members) };
  }
  const members = membersOf(pattern.replace(/^new /, ''), pattern);
  const paths = pathsOf(origin, members);
  return members.includes('.*.') ? { wildcard: paths } : { exact: paths };
}

/** Writes a wildcard pattern as an expression over whole paths. */
export function wildcardExpression(text: string): RegExp {
  const body = text
    .replace(/[$()^+?[\]{}|\\/]/g, String.raw`\$&`)
    .replace(/\./g, String.raw`\.`)
    .replace(/\*/g, '[^.#]+');
  return new RegExp(`${text.startsWith('.') ? '[.#]' : '^'}${text.startsWith('.') ? body.slice(2) : body}$`);
}

function suffixOf(suffix: string): CompiledApi {
  return suffix.includes('.*.') ? { wildcard: [suffix] } : { suffix };
}

/** Gets the members of a path as the engine writes them: no `default`, no `window.`. */
export function normalMembers(members: string, root: string): string {
  const own = members.includes('default')
    ? members.replace(/(^|\.)default(?=$|[.(])/g, '').replace(/^\./, '')
    : members;
  return root === 'global' ? own.replace(/^(?:(?:window|globalThis|self)\.)+/, '') : own;
}

/** Gets the last segment, by which suffix patterns are looked up; empty for a whole module. */
export function lastSegment(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('#')) + 1);
}

/** Holds if a path ends in these segments. One segment alone needs a receiver; several may start at the root. */
export function endsInSuffix(path: string, suffix: string): boolean {
  if (path.endsWith(suffix)) return true;
  return suffix.indexOf('.', 1) > 0 && path.endsWith(`#${suffix.slice(1)}`);
}

function membersOf(text: string, pattern: string): string {
  const assignment = text.endsWith('=') ? '=' : '';
  const members = assignment === '' ? text : text.slice(0, -1);
  if (!MEMBERS.test(members)) {
    throw new PatternError(
      `"${pattern}" is not an API pattern; write it as code reads, for example client.send, *.capturePage, ` +
        'new Tracker().start, window.onkeydown=, <* onKeyDown> or @HostListener',
    );
  }
  // `new Tracker()` and `create()` name the callee; only calls before a further member are part of its path.
  return (assignment === '' && pattern.startsWith('new ') ? members.replace(/\(\)$/, '') : members) + assignment;
}

function pathsOf(origin: Origin, members: string): readonly string[] {
  const own = normalMembers(members, '');
  const dot = own === '' || own.startsWith('(') ? '' : '.';
  const paths = packagesOf(origin).map((module) => `${module}#${own}`);
  for (const name of origin.globals ?? []) paths.push(`global#${name}${dot}${own}`);
  if (origin.platform !== undefined) paths.push(`global#${normalMembers(members, 'global')}`);
  return paths;
}

function packagesOf({ package: names }: Origin): readonly string[] {
  if (names === undefined) return [];
  return typeof names === 'string' ? [names] : names;
}
