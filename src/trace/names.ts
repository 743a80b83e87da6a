/** What a value is called, for the few questions that names may decide (docs/names.md). */
import type { NameFile } from '../model/catalogue.js';
import type { GateModel } from '../model/catalogue.js';
import { ASKING_METHODS } from './facts.js';
import { type ValueRef, valueOf } from '../link/program.js';

export interface CompiledNames {
  readonly consent: RegExp;
  readonly permission: RegExp;
  readonly refusal: RegExp;
  readonly notConsent: readonly { readonly expression: RegExp; readonly is: GateModel['gate'] }[];
  readonly redactor: RegExp;
  readonly notRedactor: RegExp;
  readonly recordButton: RegExp;
  readonly agreeButton: RegExp;
  readonly observing: RegExp;
  readonly refuseButton: RegExp;
  readonly sender: RegExp;
  readonly debugging: RegExp;
  readonly unmount: RegExp;
  readonly place: RegExp;
  readonly allowed: RegExp;
  readonly excluded: RegExp;
  readonly secretField: RegExp;
  readonly authenticates: RegExp;
  readonly authorizes: RegExp;
  readonly owner: RegExp;
  /** Over a literal that an answer is compared with. */
  readonly yes: RegExp;
}

export function compileNames(names: NameFile): CompiledNames {
  return {
    consent: either(names.consent),
    permission: either(names.permission),
    refusal: either(names.refusal),
    notConsent: names.notConsent.map((each) => ({ expression: either([each.names]), is: each.is })),
    redactor: either(names.redactor),
    notRedactor: either(names.notRedactor),
    recordButton: either(names.recordButton),
    agreeButton: either(names.agreeButton),
    observing: either(names.observing),
    refuseButton: either(names.refuseButton),
    sender: either(names.sender),
    debugging: either(names.debugging),
    unmount: either(names.unmount),
    place: either(names.place),
    allowed: either(names.allowed),
    excluded: either(names.excluded),
    secretField: either(names.secretField),
    authenticates: either(names.authenticates),
    authorizes: either(names.authorizes),
    owner: either(names.owner),
    yes: either(names.yes),
  };
}

function either(patterns: readonly string[]): RegExp {
  return patterns.length === 0 ? /(?!)/ : new RegExp(patterns.map((pattern) => `(?:${pattern})`).join('|'), 'i');
}

/** Gets the names along a value: `settings.consent.analytics`, `localStorage.getItem(tracking-consent)`. */
export function namesOf(ref: ValueRef, depth = 0): string {
  if (depth > 6) return '';
  const value = valueOf(ref);
  const of = (id: number): string => namesOf({ fn: ref.fn, id }, depth + 1);
  switch (value.op) {
    case 'get':
      return [of(value.of), value.name ?? (value.key === undefined ? '' : literalText(ref)(value.key) || of(value.key))]
        .filter(Boolean)
        .join('.');
    case 'cell':
      return ref.fn.file.facts.cells[value.cell]!.name;
    case 'global':
      return value.name;
    case 'import':
      return value.name === '*' || value.name === 'default' ? '' : value.name;
    case 'param':
      return ref.fn.facts.params[value.index]?.name ?? '';
    case 'call':
      return `${of(value.callee)}(${value.args
        .map(isQuestion(ref, value.callee) ? constantText(ref) : literalText(ref))
        .filter(Boolean)
        .join()})`;
    case 'await':
    case 'updated':
      return of(value.of);
    case 'typed':
      return value.of === undefined ? '' : of(value.of);
    case 'const':
      return typeof value.value === 'string' ? value.value : '';
    case 'logic':
      return of(value.left);
    case 'not':
      return of(value.of);
    case 'compare':
      return of(value.left);
    default:
      return '';
  }
}

/** `const KEY = 'consent'`: the text is what names the choice. */
function constantIn(ref: ValueRef, cell: number): string | undefined {
  const writes = ref.fn.file.cellWrites.get(cell);
  const value = writes?.length === 1 ? valueOf(writes[0]!) : undefined;
  return value?.op === 'const' && typeof value.value === 'string' ? value.value : undefined;
}

function literalText(ref: ValueRef): (id: number) => string {
  return (id) => {
    const value = ref.fn.facts.values[id];
    if (value?.op === 'const' && typeof value.value === 'string') return value.value;
    const constant = value?.op === 'cell' ? constantIn(ref, value.cell) : undefined;
    if (constant !== undefined) return constant;
    return value?.op === 'cell' || value?.op === 'import' || value?.op === 'get' || value?.op === 'call'
      ? namesOf({ fn: ref.fn, id }, 3)
      : '';
  };
}

/** Gets the name a stored choice goes by: the property read, or the literal that is looked up. */
export function storageKey(ref: ValueRef): string {
  const value = valueOf(ref);
  const of = (id: number): ValueRef => ({ fn: ref.fn, id });
  switch (value.op) {
    case 'get':
      return value.name ?? '';
    case 'call':
      return value.args.map(literalText(ref)).find((text) => text !== '') ?? '';
    case 'await':
    case 'updated':
      return storageKey(of(value.of));
    case 'typed':
      return value.of === undefined ? '' : storageKey(of(value.of));
    case 'logic':
    case 'compare':
      return storageKey(of(value.left));
    default:
      return '';
  }
}

/** `list.includes(x)` asks about `x`; only what the list is called and a literal say what for. */
function isQuestion(ref: ValueRef, callee: number): boolean {
  const value = ref.fn.facts.values[callee];
  return value?.op === 'get' && ASKING_METHODS.has(value.name ?? '');
}

function constantText(ref: ValueRef): (id: number) => string {
  return (id) => {
    const value = ref.fn.facts.values[id];
    return value?.op === 'const' && typeof value.value === 'string' ? value.value : '';
  };
}
