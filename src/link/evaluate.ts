/**
 * Says what a value may stand for: names, scopes, imports, classes, annotations; no type checker.
 *
 * In: a value. Out: Targets. Parameters stay symbolic, so one answer serves every caller; `Linker.resolve` puts
 * the callers' arguments in.
 * Holds: a question asked while it is being answered gets the empty answer, so cycles end (memo.ts).
 * Deliberately absent: content, consent, models.
 */
import type { CellId, Literal, TypeRef, Value } from '../model/facts.js';
import { evaluateExport, resolveType } from './exports.js';
import { ITERATORS, builtinResult } from './builtins.js';
import { elementsOf, elementsOfTargets, isCollection } from './collections.js';
import { CycleMemo } from './memo.js';
import { classMember, objectMember, thisOf } from './members.js';
import {
  type ClassNode,
  type FunctionNode,
  type LoadedFile,
  type Program,
  type ValueRef,
  refKey,
  valueOf,
} from './program.js';
import { type Target, UNKNOWN, distinct, globalPath, memberPath, targetKey, madeBy } from './targets.js';

const MAX_PATH = 6;
/** Values nested deeper than this in one question are unknown; real chains stay below 30. */
const MAX_DEPTH = 120;

export class Evaluator {
  /** By value, and by `file:cell`. */
  private readonly memo = new CycleMemo<number | string, readonly Target[]>([], MAX_DEPTH);

  /** `mayLoad` keeps a first look from parsing files that cannot matter to it. */
  constructor(
    readonly program: Program,
    readonly mayLoad: (path: string) => boolean = () => true,
  ) {}

  load(path: string): LoadedFile | undefined {
    return this.mayLoad(path) ? this.program.load(path) : undefined;
  }

  /** Gets what `ref` may stand for. */
  evaluate(ref: ValueRef): readonly Target[] {
    return this.memo.get(refKey(ref), () => distinct(this.compute(ref, valueOf(ref))));
  }

  /** Answers one of the evaluator's other questions (a type, a member) at most once. */
  remember(key: string, compute: () => readonly Target[]): readonly Target[] {
    return this.memo.get(key, compute);
  }

  private compute(ref: ValueRef, value: Value): readonly Target[] {
    const at = (id: number): readonly Target[] => this.evaluate({ fn: ref.fn, id });
    switch (value.op) {
      case 'const':
        return [{ kind: 'const', value: value.value }];
      case 'function':
        return [{ kind: 'function', fn: ref.fn.file.functions[value.function]! }];
      case 'class':
        return [{ kind: 'class', cls: ref.fn.file.classes[value.class]! }];
      case 'object':
        return [{ kind: 'object', ref }];
      case 'array':
        return [{ kind: 'object', ref }];
      case 'global':
        return [{ kind: 'external', path: globalPath(value.name) }];
      case 'import':
        return this.imported(ref.fn.file, value.module, value.name);
      case 'cell':
        return this.cell(ref.fn.file, value.cell);
      case 'param':
        return this.param(ref.fn, value.index);
      case 'this':
        return thisOf(this, ref.fn);
      case 'super':
        return this.superOf(ref.fn);
      case 'get':
        return value.name === undefined ? this.computedMember(ref, value) : this.members(at(value.of), value.name);
      case 'call':
        return this.callResult(ref, value);
      case 'await':
      case 'yield':
      case 'updated':
        return at(value.of);
      case 'element':
        return elementsOf(this, { fn: ref.fn, id: value.of });
      case 'logic':
        return [...at(value.left), ...at(value.right)];
      case 'choose':
        return [...at(value.then), ...at(value.else)];
      case 'phi':
        return value.of.flatMap((id) => [...at(id)]);
      case 'template':
        return value.parts.length === 0
          ? [{ kind: 'const', value: value.text.join('') }]
          : this.templateText(ref, value);
      case 'arithmetic':
        return value.operator === '+' ? sum(at(value.left), at(value.right)) : [];
      case 'typed':
        return this.typed(ref, value);
      default:
        return [];
    }
  }

  /** A template whose parts are all constants is one: channel names are often put together. */
  private templateText(ref: ValueRef, value: Extract<Value, { op: 'template' }>): readonly Target[] {
    let text = value.text[0] ?? '';
    for (const [index, part] of value.parts.entries()) {
      const only = onlyLiteral(this.evaluate({ fn: ref.fn, id: part }));
      if (only === undefined) return [];
      text += String(only) + (value.text[index + 1] ?? '');
    }
    return [{ kind: 'const', value: text }];
  }

  private typed(ref: ValueRef, value: Extract<Value, { op: 'typed' }>): readonly Target[] {
    const of = value.of === undefined ? [] : this.evaluate({ fn: ref.fn, id: value.of });
    const firm = of.filter((target) => !isVague(target));
    return firm.length > 0
      ? firm
      : [...this.type(ref.fn.file, value.type), ...of.filter((target) => target.kind === 'param')];
  }

  type(file: LoadedFile, type: TypeRef | undefined): readonly Target[] {
    return type ? resolveType(this, file, type) : [];
  }

  /** Gets what an import names: another file's export, or a package's access path. */
  imported(file: LoadedFile, module: string, name: string): readonly Target[] {
    const resolved = this.program.resolver.resolve(file.facts.path, module);
    if (resolved.kind === 'file') {
      const target = this.load(resolved.path);
      const described = this.program.described.has(module) ? [ofPackage(module, name)] : [];
      return target ? [...evaluateExport(this, target, name), ...described] : described;
    }
    if (resolved.kind !== 'package') return [ofPackage(module, name)];
    return [ofPackage(resolved.subpath ? `${resolved.name}/${resolved.subpath}` : resolved.name, name)];
  }

  /** Gets what any write to a variable puts there; its annotation where nothing is written. */
  cell(file: LoadedFile, cell: CellId): readonly Target[] {
    return this.memo.get(`${file.facts.path}:${cell}`, () => {
      const written = (file.cellWrites.get(cell) ?? []).flatMap((write) => [...this.evaluate(write)]);
      const firm = written.filter((target) => !isVague(target));
      return distinct(firm.length > 0 ? firm : [...this.type(file, file.facts.cells[cell]!.type), ...written]);
    });
  }

  private param(fn: FunctionNode, index: number): readonly Target[] {
    const annotated = this.type(fn.file, fn.facts.params[index]?.type);
    const firm = annotated.filter((target) => target.kind !== 'shape');
    return firm.length > 0 ? firm : [{ kind: 'param', fn, index, path: [] }];
  }

  private superOf(fn: FunctionNode): readonly Target[] {
    return thisOf(this, fn).flatMap((target) => (target.kind === 'instance' ? this.superclass(target.cls) : []));
  }

  /** Gets an instance of the class that `cls` extends. */
  superclass(cls: ClassNode): readonly Target[] {
    if (cls.facts.extends === undefined) return [];
    const within = cls.file.functions[cls.facts.within]!;
    return this.evaluate({ fn: within, id: cls.facts.extends }).flatMap((target) => this.constructed(target));
  }

  private constructed(target: Target): readonly Target[] {
    if (target.kind === 'class') return [{ kind: 'instance', cls: target.cls }];
    if (target.kind === 'external') return [{ kind: 'external', path: `${target.path}()` }];
    return [];
  }

  /** Gets the member `name` of each target. */
  members(targets: readonly Target[], name: string): readonly Target[] {
    return distinct(targets.flatMap((target) => [...this.member(target, name)]));
  }

  member(target: Target, name: string): readonly Target[] {
    if (target.kind === 'external') return [{ kind: 'external', path: memberPath(target.path, name) }];
    return this.memo.get(`${targetKey(target)} ${name}`, () => this.findMember(target, name));
  }

  private findMember(target: Target, name: string): readonly Target[] {
    switch (target.kind) {
      case 'external':
        return [{ kind: 'external', path: memberPath(target.path, name) }];
      case 'module':
        return evaluateExport(this, target.file, name);
      case 'instance':
      case 'class':
        return classMember(this, target.cls, name, target.kind === 'class');
      case 'object':
        return objectMember(this, target.ref, name);
      case 'shape':
        return this.shapeMember(target, name);
      case 'param':
        if (isFunctionMethod(name)) return [target];
        if (target.path.length >= MAX_PATH) return [UNKNOWN];
        return [{ ...target, path: [...target.path, name] }];
      case 'function':
        return isFunctionMethod(name) ? [target] : [];
      case 'const':
        return [];
    }
  }

  /** A member of an interface: its written type, or the same member of the classes that implement it. */
  private shapeMember(target: Extract<Target, { kind: 'shape' }>, name: string): readonly Target[] {
    const type = target.members.get(name);
    const typed = type ? this.type(target.file, type) : [];
    if (typed.length > 0) return typed;
    const implementers = this.program.implementers.get(target.name) ?? [];
    const found = implementers.flatMap((cls) => [...classMember(this, cls, name, false)]);
    return found.length > 0 ? found : [{ kind: 'external', path: `?.${name}` }];
  }

  private computedMember(ref: ValueRef, value: Extract<Value, { op: 'get' }>): readonly Target[] {
    const of = this.evaluate({ fn: ref.fn, id: value.of });
    const keys = value.key === undefined ? [] : this.evaluate({ fn: ref.fn, id: value.key });
    const names = keys.flatMap((key) => (key.kind === 'const' ? [String(key.value)] : []));
    if (names.length > 0) return names.flatMap((name) => [...this.members(of, name)]);
    return elementsOf(this, { fn: ref.fn, id: value.of });
  }

  // Calls ------------------------------------------------------------------------------------------------------------

  private callResult(ref: ValueRef, value: Extract<Value, { op: 'call' }>): readonly Target[] {
    const callee = { fn: ref.fn, id: value.callee };
    const builtin = builtinResult(this, ref, value);
    if (builtin) return builtin;
    if (isCollection(ref.fn, value))
      return [...this.evaluate(callee).flatMap((target) => this.constructed(target)), { kind: 'object', ref }];
    return this.evaluate(callee).flatMap((target) => [...this.resultOf(target, ref, value)]);
  }

  private resultOf(target: Target, ref: ValueRef, value: Extract<Value, { op: 'call' }>): readonly Target[] {
    if (target.kind === 'class') return value.isNew ? [{ kind: 'instance', cls: target.cls }] : [];
    if (target.kind === 'external')
      return target.path === '?' ? [] : [{ kind: 'external', path: `${target.path}()` }, ...this.wrapped(ref, value)];
    if (target.kind === 'param')
      return target.path.length >= MAX_PATH ? [] : [{ ...target, path: [...target.path, '()'] }];
    if (target.kind !== 'function') return [];
    if (value.isNew) return [];
    return this.returns(target.fn).flatMap((result) =>
      result.kind === 'param' && result.fn === target.fn
        ? [...this.argument(result, ref, value, target.bound)]
        : [madeBy(result, target.fn, ref)],
    );
  }

  /** `useCallback(handler)`, `throttle(handler, 50)`: a function given to an unknown wrapper may be what comes back. */
  private wrapped(ref: ValueRef, call: Extract<Value, { op: 'call' }>): readonly Target[] {
    const callee = ref.fn.facts.values[call.callee];
    if (callee?.op === 'get' && ITERATORS.has(callee.name ?? '')) return [];
    return call.args
      .slice(0, 2)
      .flatMap((id) => this.evaluate({ fn: ref.fn, id }).filter((target) => target.kind === 'function'));
  }

  /** A function that returns (a member of) its own parameter gives this call's argument. */
  private argument(
    result: Extract<Target, { kind: 'param' }>,
    ref: ValueRef,
    call: Extract<Value, { op: 'call' }>,
    bound: readonly ValueRef[] = [],
  ): readonly Target[] {
    const arg = bound[result.index] ?? argumentRef(ref.fn, call, result.index - bound.length);
    return arg ? this.along(this.evaluate(arg), result.path) : [UNKNOWN];
  }

  /** Gets what calling `fn` may give. */
  returns(fn: FunctionNode): readonly Target[] {
    const found: Target[] = [];
    for (const value of fn.facts.values) {
      if (value.op === 'return') found.push(...this.evaluate({ fn, id: value.value }));
    }
    return distinct(found);
  }

  /** Follows a symbolic path: members, and `()` for a call's result. */
  along(targets: readonly Target[], path: readonly string[]): readonly Target[] {
    let at = targets;
    for (const step of path) {
      at =
        step === '()'
          ? at.flatMap((target) => [...this.called(target)])
          : step === '*'
            ? elementsOfTargets(this, at)
            : this.members(at, step);
    }
    return distinct(at);
  }

  private called(target: Target): readonly Target[] {
    if (target.kind === 'function') return this.returns(target.fn);
    if (target.kind === 'external') return [{ kind: 'external', path: `${target.path}()` }];
    if (target.kind === 'param') return [{ ...target, path: [...target.path, '()'] }];
    return [];
  }
}

function onlyLiteral(targets: readonly Target[]): Literal {
  const [only, ...others] = targets;
  return only?.kind === 'const' && others.length === 0 ? only.value : undefined;
}

/** Two texts that are known are one text: `'key' + 'down'`. */
function sum(left: readonly Target[], right: readonly Target[]): readonly Target[] {
  const [first, second] = [onlyLiteral(left), onlyLiteral(right)];
  const isText = typeof first === 'string' || typeof second === 'string';
  return isText && first !== undefined && second !== undefined
    ? [{ kind: 'const', value: String(first) + String(second) }]
    : [];
}

/** What takes one of these is a function, and it is still about that function. */
function isFunctionMethod(name: string): boolean {
  return name === 'bind' || name === 'call' || name === 'apply';
}

function ofPackage(specifier: string, name: string): Target {
  const root = `${specifier}#`;
  return { kind: 'external', path: name === '*' ? root : memberPath(root, name) };
}

/** Gets the value passed for a parameter; undefined behind a spread or where nothing is passed. */
export function argumentRef(
  fn: FunctionNode,
  call: Extract<Value, { op: 'call' }>,
  index: number,
): ValueRef | undefined {
  const spread = call.spreads[0];
  if (index < 0 || (spread !== undefined && index > spread)) return undefined;
  const id = call.args[index];
  return id === undefined ? undefined : { fn, id };
}

/** Holds for targets that an annotation improves on. */
function isVague(target: Target): boolean {
  return (
    target.kind === 'param' ||
    (target.kind === 'const' && (target.value === undefined || target.value === null)) ||
    (target.kind === 'external' && target.path.startsWith('?'))
  );
}
