/**
 * Row-level security: migrations that create tables, enable it, and say by policies who may select.
 *
 * In: the SQL files of a project, in order. Out: who may read each table that they create; of places that are rows of a
 * table, those that it calls public.
 * Holds: a statement that was put together while the migration runs makes no table open.
 */
import type { Allowed, Grant } from '../model/policy.js';
import type { Location, Step } from '../model/result.js';
import { type Dialect, closing, mostOpen, whoPasses } from './policy-conditions.js';
import { type PolicyFile, PolicyError, at, linesOf } from './policy-file.js';

const DIALECT: Dialect = {
  or: /\bor\b/iy,
  and: /\band\b/iy,
  signedIn:
    /^(?:\(?\s*(?:select\s+)?auth\.role\(\)\s*\)?\s*=\s*'authenticated'(?:::\w+)?|\(?\s*(?:select\s+)?auth\.uid\(\)\s*\)?\s+is\s+not\s+null)$/i,
  person: /\bauth\.(?:uid|jwt|email)\(\)/i,
  everybody: /(?!)/,
};

const NAME = String.raw`((?:"?\w+"?\.)?"?\w+"?)`;
const STATEMENTS = new RegExp(
  [
    String.raw`\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?${NAME}`,
    String.raw`\bdrop\s+table\s+(?:if\s+exists\s+)?${NAME}`,
    String.raw`\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?${NAME}\s+(enable|force|disable)\s+row\s+level\s+security`,
    String.raw`\bcreate\s+policy\s+("[^"]*"|\w+)\s+on\s+${NAME}([^;]*)`,
    String.raw`\bdrop\s+policy\s+(?:if\s+exists\s+)?("[^"]*"|\w+)\s+on\s+${NAME}`,
    String.raw`\b(enable\s+row\s+level\s+security|revoke\s+(?:all|select)\b)`,
  ].join('|'),
  'gi',
);

interface Table {
  isGuarded: boolean;
  step: Step;
  readonly policies: Map<string, { readonly who: Allowed; readonly step: Step }>;
}

export function rowGrants(files: readonly PolicyFile[], places: readonly string[]): readonly Grant[] {
  const tables = new Map<string, Table>();
  const grants: Grant[] = [];
  let isUnread = false;
  for (const { path, text } of files) {
    const code = codeOf(path, text);
    const lineAt = linesOf(code);
    for (const found of code.matchAll(STATEMENTS)) {
      const location = at(path, lineAt(found.index));
      if (found[10] !== undefined) isUnread = true;
      else apply(tables, found, location);
    }
    grants.push(...places.flatMap((place) => publicRows(path, code, place, lineAt)));
  }
  for (const [name, table] of tables) grants.push(tableGrant(name, table, isUnread));
  return grants;
}

function apply(tables: Map<string, Table>, found: RegExpExecArray, location: Location): void {
  const [, created, dropped, altered, how, added, on, policy, removed, from] = found;
  const table = (name: string | undefined): Table | undefined => tables.get(plain(name ?? ''));
  if (created !== undefined) {
    const name = plain(created);
    const note = "it has no row level security, and the project's key is public";
    if (!tables.has(name)) tables.set(name, { isGuarded: false, step: { location, note }, policies: new Map() });
  } else if (dropped !== undefined) tables.delete(plain(dropped));
  else if (altered !== undefined) {
    const known = table(altered);
    if (known) known.isGuarded = how?.toLowerCase() !== 'disable';
  } else if (added !== undefined) addPolicy(table(on), added, policy ?? '', location);
  else table(from)?.policies.delete(removed ?? '');
}

function addPolicy(table: Table | undefined, name: string, text: string, location: Location): void {
  const method = /\bfor\s+(\w+)/i.exec(text)?.[1]?.toLowerCase() ?? 'all';
  if (!table || (method !== 'select' && method !== 'all')) return;
  const using = /\busing\s*(?=\()/i.exec(text);
  const from = using ? using.index + using[0].length : -1;
  const condition = using
    ? text
        .slice(from + 1, closing(text, from))
        .replace(/\s+/g, ' ')
        .trim()
    : '';
  const roles = /\bto\s+([\w\s,]+?)(?=\s+(?:using|with)\b|\s*$)/i.exec(text)?.[1]?.toLowerCase() ?? 'public';
  const isRestrictive = /\bas\s+restrictive\b/i.test(text);
  const who = isRestrictive ? 'unread' : narrowed(whoPasses(condition, DIALECT), roles);
  const note = `this policy says select for ${roles} where ${condition}`;
  table.policies.set(name, { who, step: { location, note } });
}

/** What is for signed-in people only is open to no others. */
function narrowed(who: Allowed, roles: string): Allowed {
  if (/\b(?:public|anon)\b/.test(roles)) return who;
  if (/\bauthenticated\b/.test(roles)) return who === 'anyone' ? 'signed-in' : who;
  return /^(?:service_role|postgres)$/.test(roles) ? 'owner' : 'unread';
}

function tableGrant(name: string, { isGuarded, step, policies }: Table, isUnread: boolean): Grant {
  const path = [name];
  if (!isGuarded) return { ruledBy: 'sql', path, who: isUnread ? 'unread' : 'anyone', step };
  const all = [...policies.values()];
  const who = mostOpen(all.map((each) => each.who)) ?? 'owner';
  const note = 'row level security keeps it, and no policy lets anybody select';
  const deciding = all.find((each) => each.who === who)?.step ?? { ...step, note };
  return { ruledBy: 'sql', path, who, step: deciding };
}

/** `insert into storage.buckets (id, name, public) values ('keys', 'keys', true)` */
function publicRows(file: string, code: string, place: string, lineAt: (offset: number) => number): readonly Grant[] {
  const into = new RegExp(
    String.raw`\binsert\s+into\s+${place.replace('.', '\\.')}\s*\(([^)]*)\)\s*values\s*([^;]*)`,
    'gi',
  );
  return [...code.matchAll(into)].flatMap((found) => {
    const columns = found[1]!.split(',').map((each) => plain(each.trim()));
    return [...found[2]!.matchAll(/\(([^)]*)\)/g)].flatMap(([, row]) => {
      const values = row!.split(',').map((each) => each.trim());
      const id = /^'([^']+)'$/.exec(values[columns.indexOf('id')] ?? '')?.[1];
      if (id === undefined || !/^true$/i.test(values[columns.indexOf('public')] ?? '')) return [];
      const note = 'its row says that it is public';
      const step = { location: at(file, lineAt(found.index)), note };
      return [{ ruledBy: `sql ${place}`, path: [id], who: 'anyone' as const, step }];
    });
  });
}

/** A name without quotes, and without the schema that tables are in where none is named. */
function plain(name: string): string {
  return name
    .replaceAll('"', '')
    .replace(/^public\./i, '')
    .toLowerCase();
}

const TOKEN = /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"[^"]*"|\$\w*\$|[()]|\/\*|['"]/g;

/** Gets the text without comments. Throws where a text, a comment or a bracket is left open. */
function codeOf(file: string, text: string): string {
  let open = 0;
  const dollars = new Map<string, number>();
  const fail = (offset: number, what: string): never => {
    throw new PolicyError(file, linesOf(text)(offset), `This SQL could not be read: ${what} is left open here.`);
  };
  const code = text.replace(TOKEN, (token, offset: number) => {
    if (token.startsWith('--') || (token.startsWith('/*') && token.length > 3)) return token.replace(/[^\n]/g, ' ');
    if (token === '/*') fail(offset, 'a comment');
    if (token === "'" || token === '"') fail(offset, 'a text');
    if (token === '(') open += 1;
    if (token === ')') open -= 1;
    if (token.startsWith('$') && !dollars.delete(token)) dollars.set(token, offset);
    return token;
  });
  for (const [token, offset] of dollars) fail(offset, token);
  if (open !== 0) fail(text.length, 'a bracket');
  return code;
}
