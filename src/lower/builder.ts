/**
 * Builds the facts of one file: a FileBuilder for what the whole file shares, a FunctionBuilder for each function.
 *
 * Holds: an emitted value's operands are smaller ids, but for `phi`, which a loop closes afterwards.
 */
import { ts } from './compiler.js';
import {
  ALWAYS,
  NEVER,
  type CellFacts,
  type CellId,
  type ClassFacts,
  type Condition,
  type ConditionId,
  type ExportFacts,
  type FunctionFacts,
  type FunctionId,
  type FunctionKind,
  type ParamFacts,
  type Span,
  type TypeRef,
  type Value,
  type ValueId,
} from '../model/facts.js';
import type { Binding, Bindings } from './scopes.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export class FileBuilder {
  readonly functions: FunctionFacts[] = [];
  readonly classes: Mutable<ClassFacts>[] = [];
  readonly cells: CellFacts[] = [];
  readonly imports = new Map<string, { module: string; name: string }>();
  readonly exports = new Map<string, ExportFacts>();
  readonly exportAll: string[] = [];
  readonly types = new Map<string, { names: string[]; members: ReadonlyMap<string, TypeRef> }>();
  private readonly cellIds = new Map<Binding, CellId>();
  private readonly namedCells = new Map<string, CellId>();

  constructor(
    readonly source: ts.SourceFile,
    readonly bindings: Bindings,
    /** Where the code is in the file, if it only stands for that. */
    readonly origin?: Origin,
  ) {}

  /** Reserves the next function id; the facts are put in when the body has been lowered. */
  reserveFunction(): FunctionId {
    this.functions.push(undefined as unknown as FunctionFacts);
    return this.functions.length - 1;
  }

  /** Gets the cell of a captured or module-level variable. */
  cellOf(binding: Binding, within: FunctionId, type?: TypeRef): CellId {
    const known = this.cellIds.get(binding);
    if (known !== undefined) return known;
    const id = this.cells.push({ name: binding.name, within, type, ...(binding.constant && { constant: true }) }) - 1;
    this.cellIds.set(binding, id);
    return id;
  }

  /** Gets a cell that no variable names: a default export, `module.exports`. */
  cellNamed(name: string): CellId {
    const known = this.namedCells.get(name);
    if (known !== undefined) return known;
    const id = this.cells.push({ name, within: 0 }) - 1;
    this.namedCells.set(name, id);
    return id;
  }

  span(node: ts.Node): Span {
    const span: Span = [node.getStart(this.source), node.end];
    return this.origin ? this.origin.locate(span) : span;
  }
}

export interface Origin {
  /** Gets the part of the file that a part of the code stands for. */
  locate(span: Span): Span;
  /** Holds if the character there is not the file's own. */
  isMade(position: number): boolean;
}

export interface FunctionShape {
  readonly kind: FunctionKind;
  readonly name: string;
  readonly node: ts.Node;
  readonly parent?: FunctionId;
  readonly class?: number;
  readonly static?: boolean;
  readonly async?: boolean;
  readonly generator?: boolean;
}

/** A place that `break` or `continue` leaves to. */
interface Exit {
  readonly label?: string;
  readonly breaks: { readonly when: ConditionId; readonly env: Env }[];
  readonly loop: boolean;
}

export type Env = Map<Binding, ValueId>;

export class FunctionBuilder {
  readonly id: FunctionId;
  readonly values: Value[] = [];
  readonly spans: Span[] = [];
  readonly when: ConditionId[] = [];
  readonly conditions: Condition[] = [{ kind: 'always' }, { kind: 'never' }];
  readonly params: ParamFacts[] = [];
  /** The condition under which the next value is evaluated. */
  current: ConditionId = ALWAYS;
  env: Env = new Map();
  readonly exits: Exit[] = [];
  /** What is thrown inside each `try` that catches, innermost last. */
  readonly thrown: ValueId[][] = [];
  /** Conditions at each `return`. */
  readonly completions: ConditionId[] = [];

  constructor(
    readonly file: FileBuilder,
    readonly shape: FunctionShape,
  ) {
    this.id = file.reserveFunction();
  }

  emit(value: Value, node: ts.Node): ValueId {
    this.values.push(value);
    this.spans.push(this.file.span(node));
    this.when.push(this.current);
    return this.values.length - 1;
  }

  constant(value: string | number | boolean | null | undefined, node: ts.Node): ValueId {
    return this.emit({ op: 'const', value }, node);
  }

  /** Closes a loop's phi over the value at the end of its body. */
  extendPhi(phi: ValueId, value: ValueId): void {
    const old = this.values[phi];
    if (old?.op === 'phi' && value !== phi && !old.of.includes(value))
      this.values[phi] = { op: 'phi', of: [...old.of, value], when: old.when && [...old.when, this.current] };
  }

  // Conditions -------------------------------------------------------------------------------------------------------

  private condition(condition: Condition): ConditionId {
    this.conditions.push(condition);
    return this.conditions.length - 1;
  }

  test(value: ValueId, truthy: boolean): ConditionId {
    return this.condition({ kind: 'test', value, truthy });
  }

  completed(call: ValueId): ConditionId {
    return this.condition({ kind: 'completed', call });
  }

  all(...of: ConditionId[]): ConditionId {
    if (of.includes(NEVER)) return NEVER;
    const parts = of.filter((part) => part !== ALWAYS);
    if (parts.length === 0) return ALWAYS;
    return parts.length === 1 ? parts[0]! : this.condition({ kind: 'all', of: parts });
  }

  /** What holds where these paths meet. */
  any(of: readonly ConditionId[]): ConditionId {
    const live = [...new Set(of)].filter((part) => part !== NEVER);
    if (live.length === 0) return NEVER;
    const weakest = live.find((part) => live.every((other) => this.implies(other, part)));
    return weakest ?? this.condition({ kind: 'any', of: live });
  }

  /** Holds if `stronger` is `weaker` with more conjuncts. */
  private implies(stronger: ConditionId, weaker: ConditionId): boolean {
    if (stronger === weaker || weaker === ALWAYS) return true;
    const condition = this.conditions[stronger];
    return condition?.kind === 'all' && condition.of.some((part) => this.implies(part, weaker));
  }

  // Variables --------------------------------------------------------------------------------------------------------

  /** Holds if the variable lives in a cell: captured, or at module level, where an export or another file may see it. */
  isCell(binding: Binding): boolean {
    return binding.captured || ts.isSourceFile(binding.owner) || binding.owner !== this.ownerNode();
  }

  private ownerNode(): ts.Node {
    return this.shape.node;
  }

  /** Binds a variable's declared or assigned value. */
  assign(binding: Binding, value: ValueId, node: ts.Node, type?: TypeRef): void {
    if (this.isCell(binding)) {
      const cell = this.file.cellOf(binding, this.id, type);
      this.emit({ op: 'write', cell, value }, node);
    }
    // A captured variable that never changes can still be followed directly where it was declared.
    if (!this.isCell(binding) || this.isConstantHere(binding)) this.env.set(binding, value);
  }

  private isConstantHere(binding: Binding): boolean {
    return (
      binding.assignments.length === 0 &&
      binding.owner === this.ownerNode() &&
      binding.kind === 'variable' &&
      !ts.isSourceFile(binding.owner)
    );
  }

  read(binding: Binding, node: ts.Node): ValueId {
    if (binding.kind === 'import') {
      const imported = this.file.imports.get(binding.name);
      if (imported) return this.emit({ op: 'import', ...imported }, node);
    }
    const known = this.env.get(binding);
    if (known !== undefined) return known;
    if (this.isCell(binding)) return this.emit({ op: 'cell', cell: this.file.cellOf(binding, this.id) }, node);
    return this.constant(undefined, node);
  }

  /** Makes the variables of two paths one. */
  mergeEnv(left: Env, leftWhen: ConditionId, right: Env, rightWhen: ConditionId, node: ts.Node): Env {
    if (leftWhen === NEVER) return right;
    if (rightWhen === NEVER) return left;
    const merged: Env = new Map();
    for (const [binding, value] of left) {
      const other = right.get(binding);
      if (other === undefined || other === value) merged.set(binding, value);
      else merged.set(binding, this.emit({ op: 'phi', of: [value, other], when: [leftWhen, rightWhen] }, node));
    }
    for (const [binding, value] of right) if (!merged.has(binding)) merged.set(binding, value);
    return merged;
  }

  /** The parameters as one list, those that nobody named included: what `arguments` is. */
  argumentList(node: ts.Node): ValueId {
    if (!this.params.some((param) => param.rest)) this.params.push({ name: 'arguments', rest: true, field: false });
    const elements = this.params.map((_, index) => this.emit({ op: 'param', index }, node));
    const rest = this.params.findIndex((param) => param.rest);
    return this.emit({ op: 'array', elements, spreads: [rest] }, node);
  }

  finish(): void {
    const { kind, name, parent, class: class_, static: static_, async, generator, node } = this.shape;
    this.file.functions[this.id] = {
      id: this.id,
      kind,
      name,
      params: this.params,
      parent,
      class: class_,
      static: static_,
      async,
      generator,
      values: this.values,
      spans: this.spans,
      when: this.when,
      conditions: this.conditions,
      completion: this.any([...this.completions, this.current]),
      span: this.file.span(node),
    };
  }
}
