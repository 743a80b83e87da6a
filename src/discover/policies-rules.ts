/**
 * Security rules: `service NAME { match /databases/{db}/documents { match /keys/{id} { allow read: if true; } } }`.
 *
 * In: a file. Out: what it lets whom read, below the root of each service. What no rule allows is not allowed.
 */
import type { Allowed, Grant } from '../model/policy.js';
import { type Dialect, closing, whoPasses } from './policy-conditions.js';
import { MAX_NESTING, type PolicyFile, PolicyError, at, linesOf, withoutComments } from './policy-file.js';

const COMMENTS = /('[^'\n]*'|"[^"\n]*")|\/\/[^\n]*|\/\*(?:[^]*?\*\/|[^]*)/g;
const SEGMENT = String.raw`\/(?:\{\w+(?:=\*\*)?\}|[\w.$()-]+)`;
const BLANK = /[\s;]+/y;
const VERSION = /rules_version\s*=\s*['"][^'"]*['"]/y;
const SERVICE = /service\s+([\w.]+)\s*\{/y;
const MATCH = new RegExp(String.raw`match\s+((?:${SEGMENT})+)\s*\{`, 'y');
const FUNCTION = /function\s+(\w+)\s*\([^)]*\)\s*(?=\{)/y;
const ALLOW = /allow\s+(\w+(?:\s*,\s*\w+)*)\s*(?::\s*if\s+([^;]+))?;/y;
/** `/databases/{database}/documents`, `/b/{bucket}/o`. */
const ROOT = 3;
const READING = new Set(['read', 'get', 'list']);

const DIALECT: Dialect = {
  or: /\|\|/y,
  and: /&&/y,
  signedIn: /^(?:request\.)?auth(?:\.uid)?\s*!==?\s*null$/,
  person: /(?:^|[^\w.])(?:request\.)?auth\b/,
  everybody: /^(?:request\.time|now)\s*<=?[^&|]*$/,
};

export function serviceGrants({ path, text }: PolicyFile): readonly Grant[] {
  return new Rules(path, withoutComments(text, COMMENTS)).read();
}

class Rules {
  private readonly functions = new Map<string, string>();
  private readonly allowed: {
    readonly service: string;
    readonly path: readonly string[];
    readonly at: number;
    readonly condition: string;
  }[] = [];
  private readonly services: { readonly name: string; readonly at: number }[] = [];
  /** Who passes a function; one that asks itself is not read. */
  private readonly passing = new Map<string, Allowed>();
  private readonly lineAt: (offset: number) => number;
  private position = 0;
  private nesting = 0;

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {
    this.lineAt = linesOf(text);
  }

  read(): readonly Grant[] {
    this.block('', [], false);
    const closed = this.services.map(({ name, at: offset }) =>
      this.grant(name, ['**'], 'owner', offset, 'no rule here lets anybody read it'),
    );
    const open = this.allowed.map(({ service, path, at: offset, condition }) => {
      const who = this.whoPasses(condition);
      return this.grant(service, path, who, offset, `this rule says read if ${condition}`);
    });
    return [...closed, ...open];
  }

  private whoPasses(condition: string): Allowed {
    return whoPasses(condition, DIALECT, (call) => this.called(/^(\w+)\([^()]*\)$/.exec(call)?.[1] ?? ''));
  }

  private called(name: string): Allowed | undefined {
    const body = this.functions.get(name);
    if (body !== undefined && !this.passing.has(name)) {
      this.passing.set(name, 'unread');
      this.passing.set(name, this.whoPasses(body));
    }
    return this.passing.get(name);
  }

  private grant(service: string, path: readonly string[], who: Grant['who'], offset: number, note: string): Grant {
    return {
      ruledBy: `rules ${service}`,
      path,
      who,
      step: { location: at(this.file, this.lineAt(offset)), note },
    };
  }

  private take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.position;
    const found = expression.exec(this.text);
    if (found) this.position += found[0].length;
    return found ?? undefined;
  }

  private block(service: string, path: readonly string[], isInside: boolean): void {
    if (++this.nesting > MAX_NESTING) this.fail(this.position);
    this.statements(service, path, isInside);
    this.nesting -= 1;
  }

  private statements(service: string, path: readonly string[], isInside: boolean): void {
    for (;;) {
      this.take(BLANK);
      const from = this.position;
      if (from >= this.text.length && !isInside) return;
      if (isInside && this.text[from] === '}') {
        this.position += 1;
        return;
      }
      if (!this.statement(service, path, from)) this.fail(from);
    }
  }

  private statement(service: string, path: readonly string[], from: number): boolean {
    if (this.take(VERSION)) return true;
    const named = this.take(SERVICE)?.[1];
    if (named !== undefined) {
      this.services.push({ name: named, at: from });
      this.block(named, path, true);
      return true;
    }
    const below = this.take(MATCH)?.[1];
    if (below !== undefined) {
      this.block(service, [...path, ...segmentsOf(below)], true);
      return true;
    }
    const called = this.take(FUNCTION)?.[1];
    if (called !== undefined) return this.functionBody(called);
    const allow = this.take(ALLOW);
    if (!allow) return false;
    const methods = allow[1]!.split(/\s*,\s*/);
    if (methods.some((each) => READING.has(each)))
      this.allowed.push({
        service,
        path: path.slice(ROOT),
        at: from,
        condition: (allow[2] ?? 'true').replace(/\s+/g, ' ').trim(),
      });
    return true;
  }

  private functionBody(name: string): boolean {
    const end = closing(this.text, this.position);
    if (end < 0) return false;
    const body = this.text.slice(this.position + 1, end);
    this.functions.set(name, /\breturn\s+([^;]+)/.exec(body)?.[1] ?? '');
    this.position = end + 1;
    return true;
  }

  private fail(from: number): never {
    const found = /^\S{0,20}/.exec(this.text.slice(from))?.[0] ?? '';
    const message =
      found === '' ? 'These rules end inside a block.' : `These rules could not be read from "${found}" on.`;
    throw new PolicyError(this.file, this.lineAt(from), message);
  }
}

function segmentsOf(path: string): readonly string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (segment.includes('=**') ? '**' : segment.startsWith('{') ? '*' : segment));
}
