/**
 * Holds a data file to its published schema, and says what is wrong in the words of somebody who writes one.
 *
 * In: the name of a schema and a DataFile. Out: problems, each with its line and field.
 */
import { NAME_LISTS } from '../model/catalogue.js';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv';
import { nearest } from './nearest.js';
import { type DataFile, type Path, type Problem, fieldName } from './yaml.js';

export const SCHEMA_NAMES = ['models', 'config', 'rule', 'names', 'ledger'] as const;
export type SchemaName = (typeof SCHEMA_NAMES)[number];

export function schemaProblems(name: SchemaName, file: DataFile): readonly Problem[] {
  const validate = validatorFor(name);
  if (validate(file.value)) return [];
  const problems = (validate.errors ?? []).filter(speaks).map((error) => problemOf(error, file));
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()];
}

const validators = new Map<SchemaName, ValidateFunction>();

function validatorFor(name: SchemaName): ValidateFunction {
  const known = validators.get(name);
  if (known !== undefined) return known;
  // Loaded when first asked for: a scan without configuration never pays for it.
  const { Ajv } = createRequire(import.meta.url)('ajv') as typeof import('ajv');
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  ajv.addFormat('date', isDate);
  const created = ajv.compile(readSchema(name));
  validators.set(name, created);
  return created;
}

function readSchema(name: SchemaName): AnySchemaObject {
  if (name === 'names') return NAMES_SCHEMA;
  const file = new URL(`../../schema/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as AnySchemaObject;
}

/** Holds for a day of the calendar, as `2027-01-31`. */
function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Drops what only says which branch of the schema was taken. */
function speaks({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword !== 'if' && !schemaPath.includes('/oneOf/');
}

function problemOf(error: ErrorObject, file: DataFile): Problem {
  const path = [...pathOf(error.instancePath), ...memberOf(error)];
  return { line: file.lineOf(path), field: fieldName(path), message: messageOf(error) };
}

function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function memberOf({ keyword, params }: ErrorObject): Path {
  if (keyword === 'additionalProperties') return [String(params.additionalProperty)];
  if (keyword === 'required') return [String(params.missingProperty)];
  return [];
}

function messageOf(error: ErrorObject): string {
  const { keyword, params } = error;
  switch (keyword) {
    case 'additionalProperties':
      return unknownField(String(params.additionalProperty), Object.keys(propertiesOf(error.parentSchema)));
    case 'required':
      return 'is missing';
    case 'enum':
      return unknownWord(error.data, params.allowedValues as readonly unknown[]);
    case 'type':
      return `must be ${kindsOf(params.type)}`;
    case 'oneOf':
      return exactlyOne(error.data, rolesOf(error.schema));
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${String(params.limit)} characters`;
    case 'format':
      return 'must be a day such as 2027-01-31';
    case 'maxItems':
    case 'maxLength':
      return `must be no longer than ${String(params.limit)}`;
    default:
      return error.message ?? 'is not valid';
  }
}

function unknownField(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined
    ? `is not a known field; the fields are ${known.join(', ')}`
    : `is not a known field; did you mean "${meant}"?`;
}

function unknownWord(data: unknown, allowed: readonly unknown[]): string {
  const words = allowed.map(String);
  const meant = typeof data === 'string' ? nearest(data, words) : undefined;
  return `must be ${words.length === 1 ? '' : 'one of '}${words.join(', ')}${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}

/** A misspelt role is also no role, so the word that looks like one is named. */
function exactlyOne(data: unknown, roles: readonly string[]): string {
  const wanted = `must have exactly one of ${roles.join(', ')}`;
  const written = typeof data === 'object' && data !== null ? Object.keys(data) : [];
  if (written.some((field) => roles.includes(field))) return wanted;
  const [hint] = written.flatMap((field) => {
    const meant = nearest(field, roles);
    return meant === undefined ? [] : [`; did you mean "${meant}" and not "${field}"?`];
  });
  return wanted + (hint ?? '');
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'blank',
};

function kindsOf(type: unknown): string {
  const types = Array.isArray(type) ? type : [type];
  return types.map((one) => KINDS[String(one)] ?? String(one)).join(' or ');
}

function propertiesOf(schema: AnySchemaObject | undefined): object {
  return (schema?.properties as object | undefined) ?? {};
}

function rolesOf(branches: unknown): readonly string[] {
  return (branches as readonly { readonly required: readonly string[] }[]).flatMap(({ required }) => required);
}

const LIST = { type: 'array', items: { type: 'string', minLength: 1 } };

/** Built-in only, so not published. */
const NAMES_SCHEMA: AnySchemaObject = {
  type: 'object',
  additionalProperties: false,
  required: [...NAME_LISTS, 'notConsent'],
  properties: {
    ...Object.fromEntries(NAME_LISTS.map((list) => [list, LIST])),
    notConsent: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['names', 'is'],
        properties: {
          names: { type: 'string', minLength: 1 },
          is: { enum: ['environment', 'feature-flag', 'role', 'answered', 'remote', 'setting'] },
        },
      },
    },
  },
};
