/**
 * `FileFacts`: one file lowered to plain data that can be cloned into another thread. Nothing after `lower` sees a compiler node.
 *
 * A function is a list of values in evaluation order; an operand is an index into that list. Locals that no inner
 * function touches are in single-assignment form (`phi` where paths meet); captured and module-level variables are
 * cells, read and written from any function of the file. Each value also has the condition under which it is
 * evaluated, as a formula over values: that is what dominance questions are asked of.
 */

/** Index into `FunctionFacts.values`. */
export type ValueId = number;
/** Index into `FunctionFacts.conditions`. */
export type ConditionId = number;
/** Index into `FileFacts.functions`; 0 is the module's own top level. */
export type FunctionId = number;
/** Index into `FileFacts.classes`. */
export type ClassId = number;
/** Index into `FileFacts.cells`. */
export type CellId = number;
/** Start and end offset in the file's text. */
export type Span = readonly [start: number, end: number];

export const ALWAYS: ConditionId = 0;
export const NEVER: ConditionId = 1;

export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'test'; readonly value: ValueId; readonly truthy: boolean }
  /** The call returned normally, or the promise that was awaited is fulfilled: what is checked before that holds. */
  | { readonly kind: 'completed'; readonly call: ValueId }
  | { readonly kind: 'all'; readonly of: readonly ConditionId[] }
  | { readonly kind: 'any'; readonly of: readonly ConditionId[] };

export type Literal = string | number | boolean | null | undefined;

/** A written type, as far as it names something: `Tracker`, `electron.BrowserWindow`, `typeof import('x')`. */
export interface TypeRef {
  readonly names: readonly string[];
  /** Module specifier of an `import('x')` type. */
  readonly module?: string;
  /** Named property types of an inline object type. */
  readonly members?: ReadonlyMap<string, TypeRef>;
}

export interface PropertyFacts {
  /** Absent for a spread or a computed key. */
  readonly name?: string;
  readonly key?: ValueId;
  readonly value: ValueId;
  readonly spread?: boolean;
}

export type Value =
  | { readonly op: 'const'; readonly value: Literal }
  | { readonly op: 'regex'; readonly pattern: string; readonly flags: string }
  | { readonly op: 'param'; readonly index: number }
  | { readonly op: 'this' }
  | { readonly op: 'super' }
  | { readonly op: 'global'; readonly name: string }
  /** `name` is `*` for the namespace. */
  | { readonly op: 'import'; readonly module: string; readonly name: string }
  | { readonly op: 'cell'; readonly cell: CellId }
  | { readonly op: 'get'; readonly of: ValueId; readonly name?: string; readonly key?: ValueId }
  | {
      readonly op: 'call';
      readonly callee: ValueId;
      readonly args: readonly ValueId[];
      readonly spreads: readonly number[];
      readonly isNew: boolean;
    }
  /** `args` is the one props object. */
  | { readonly op: 'jsx'; readonly tag: ValueId | string; readonly props: ValueId }
  | { readonly op: 'await'; readonly of: ValueId }
  | { readonly op: 'yield'; readonly of: ValueId }
  | { readonly op: 'element'; readonly of: ValueId }
  | { readonly op: 'compare'; readonly operator: string; readonly left: ValueId; readonly right: ValueId }
  | { readonly op: 'arithmetic'; readonly operator: string; readonly left: ValueId; readonly right: ValueId }
  | { readonly op: 'not'; readonly of: ValueId }
  | { readonly op: 'unary'; readonly operator: string; readonly of: ValueId }
  | { readonly op: 'logic'; readonly operator: '&&' | '||' | '??'; readonly left: ValueId; readonly right: ValueId }
  | { readonly op: 'choose'; readonly test: ValueId; readonly then: ValueId; readonly else: ValueId }
  /** `when`: under which condition each of them is the value; absent for what is caught. */
  | { readonly op: 'phi'; readonly of: readonly ValueId[]; readonly when?: readonly ConditionId[] }
  | { readonly op: 'template'; readonly parts: readonly ValueId[]; readonly text: readonly string[] }
  | { readonly op: 'object'; readonly properties: readonly PropertyFacts[] }
  | { readonly op: 'array'; readonly elements: readonly ValueId[]; readonly spreads: readonly number[] }
  | { readonly op: 'function'; readonly function: FunctionId }
  | { readonly op: 'class'; readonly class: ClassId }
  | { readonly op: 'typed'; readonly of?: ValueId; readonly type: TypeRef }
  | {
      readonly op: 'set';
      readonly of: ValueId;
      readonly name?: string;
      readonly key?: ValueId;
      readonly value: ValueId;
    }
  /** A local object after one of its members was assigned; `set` says with what. */
  | { readonly op: 'updated'; readonly of: ValueId; readonly name: string; readonly value: ValueId }
  | { readonly op: 'write'; readonly cell: CellId; readonly value: ValueId }
  | { readonly op: 'return'; readonly value: ValueId }
  | {
      readonly op: 'decorate';
      readonly decorator: ValueId;
      readonly class: ClassId;
      readonly member?: string;
      readonly param?: number;
    };

export interface ParamFacts {
  readonly name: string;
  readonly type?: TypeRef;
  readonly rest?: boolean;
  /** A constructor parameter that is also a field. */
  readonly field?: boolean;
}

export type FunctionKind =
  'module' | 'function' | 'arrow' | 'method' | 'constructor' | 'getter' | 'setter' | 'fields' | 'static';

export interface FunctionFacts {
  readonly id: FunctionId;
  readonly kind: FunctionKind;
  /** Own name, or the name of the variable, property or member it is stored under; empty when there is none. */
  readonly name: string;
  readonly params: readonly ParamFacts[];
  readonly parent?: FunctionId;
  readonly class?: ClassId;
  readonly static?: boolean;
  readonly async?: boolean;
  readonly generator?: boolean;
  readonly values: readonly Value[];
  /** Per value: where it is written. */
  readonly spans: readonly Span[];
  /** Per value: under which condition it is evaluated. */
  readonly when: readonly ConditionId[];
  readonly conditions: readonly Condition[];
  /** What holds when the function returns normally. */
  readonly completion: ConditionId;
  readonly span: Span;
}

export interface MemberFacts {
  readonly kind: 'field' | 'method' | 'getter' | 'setter';
  readonly static: boolean;
  readonly private: boolean;
  readonly function?: FunctionId;
  readonly type?: TypeRef;
}

export interface ClassFacts {
  readonly name: string;
  /** The function whose value `extends` is. */
  readonly within: FunctionId;
  readonly extends?: ValueId;
  readonly implements: readonly string[];
  readonly members: ReadonlyMap<string, MemberFacts>;
  /** `constructor`, `fields` and `static` functions. */
  readonly constructor_?: FunctionId;
  readonly fields?: FunctionId;
  readonly span: Span;
}

export interface CellFacts {
  readonly name: string;
  readonly within: FunctionId;
  readonly type?: TypeRef;
  /** Of a `const`. */
  readonly constant?: boolean;
}

export type ExportFacts =
  | { readonly kind: 'cell'; readonly cell: CellId }
  /** `name` is `*` for `export * as ns`. */
  | { readonly kind: 'from'; readonly module: string; readonly name: string };

export interface FileFacts {
  readonly path: string;
  /** Module specifier and imported name, by local name. */
  readonly imports: ReadonlyMap<string, { readonly module: string; readonly name: string }>;
  /** By exported name; `=` is what `module.exports` or `export =` holds. */
  readonly exports: ReadonlyMap<string, ExportFacts>;
  /** Modules of `export * from`. */
  readonly exportAll: readonly string[];
  readonly functions: readonly FunctionFacts[];
  readonly classes: readonly ClassFacts[];
  readonly cells: readonly CellFacts[];
  /** Interfaces and type aliases: what they extend or name, and their members' types. */
  readonly types: ReadonlyMap<
    string,
    { readonly names: readonly string[]; readonly members: ReadonlyMap<string, TypeRef> }
  >;
  /** Offset of each line's start. */
  readonly lineStarts: readonly number[];
  /** Syntax errors, as line and text. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}
