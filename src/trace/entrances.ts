/**
 * What a guard says of whoever asks: a middleware, a guard class, a test in a handler.
 *
 * In: a value. Out: how much it asks, or nothing. A function of the program is read: what it answers to those it turns
 * away says what it asked. What was read wins over what it is called (docs/names.md).
 */
import type { Step } from '../model/result.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import { type Target, isInside } from '../link/targets.js';
import { type CallValue, type Context, calleePaths, conditionsHold, pathsOf } from './match.js';
import { type CompiledNames, namesOf } from './names.js';
import { shortName } from './outside.js';
import { type Passed, strongest } from './passes.js';

export type Entrance = 'authorizes' | 'authenticates' | 'unread';
const WEIGHT: Readonly<Record<Entrance, number>> = { authorizes: 3, authenticates: 2, unread: 1 };
const NOTE: Readonly<Record<Entrance, string>> = {
  authorizes: 'only who may read this passes',
  authenticates: 'whoever is signed in passes',
  unread: 'what this asks of a request could not be read',
};
/** The answers that turn a request away. */
const REFUSALS: ReadonlyMap<unknown, Entrance> = new Map([
  [401, 'authenticates'],
  [403, 'authorizes'],
]);
/** How far a middleware is read into what it calls. */
const MAX_DEPTH = 2;

export class Entrances {
  constructor(
    private readonly context: Context,
    private readonly names: CompiledNames,
  ) {}

  /** What a middleware, or a list of them, asks of a request. */
  value(ref: ValueRef, depth = 0): Passed | undefined {
    const value = valueOf(ref);
    if (depth > MAX_DEPTH || value.op === 'const') return undefined;
    if (value.op === 'array') return strongest(value.elements.map((id) => this.value({ fn: ref.fn, id }, depth + 1)));
    if (value.op === 'object')
      return strongest(
        value.properties
          .filter(({ name }) => name !== 'handler')
          .map((property) => this.value({ fn: ref.fn, id: property.value }, depth + 1)),
      );
    const targets = this.context.callers.resolve(ref);
    return strongest(targets.map((target) => this.target(ref, target, depth)));
  }

  private target(ref: ValueRef, target: Target, depth: number): Passed | undefined {
    switch (target.kind) {
      case 'function':
        return this.refusal(target.fn, 0);
      case 'class':
      case 'instance':
        return this.guardClass(
          ref,
          target.cls.file.functions.filter(
            (fn) => fn.facts.class !== undefined && target.cls.file.classes[fn.facts.class] === target.cls,
          ),
        );
      case 'object':
        return this.value(target.ref, depth + 1);
      case 'external':
        return this.external(ref, target.path);
      default:
        return undefined;
    }
  }

  private guardClass(ref: ValueRef, methods: readonly FunctionNode[]): Passed | undefined {
    return (
      strongest(methods.map((fn) => this.refusal(fn, 0))) ?? this.named(ref, namesOf(ref)) ?? this.passed(ref, 'unread')
    );
  }

  private external(ref: ValueRef, path: string): Passed | undefined {
    const [model] = this.context.index.guardsAt(path);
    if (model && model.guard !== 'arguments') return this.modelled(ref, model.guard);
    const made = path.replace(/\(\)$/, '');
    if (this.context.index.opensAt(made).length > 0 || this.context.index.storesAt(made).length > 0) return undefined;
    if (/Router|#(?:express|default)?(?:\(\))?$/.test(path) && this.context.index.routesAt(`${path}.use`).length > 0)
      return undefined;
    return this.named(ref, shortName(path)) ?? this.named(ref, namesOf(ref)) ?? this.passed(ref, 'unread');
  }

  modelled(ref: ValueRef, guard: string): Passed | undefined {
    return guard === 'authenticates' || guard === 'authorizes' ? this.passed(ref, guard) : undefined;
  }

  named(ref: ValueRef, text: string): Passed | undefined {
    if (this.names.authorizes.test(text)) return this.passed(ref, 'authorizes');
    return this.names.authenticates.test(text) ? this.passed(ref, 'authenticates') : undefined;
  }

  /** How a function turns requests away, if it does. */
  refusal(fn: FunctionNode, depth: number): Passed | undefined {
    const inside = fn.file.functions.filter((each) => isInside(each, fn));
    return strongest(
      inside.flatMap((each) =>
        each.facts.values.map((value, id) => {
          const ref = { fn: each, id };
          if (value.op === 'const') {
            const is = REFUSALS.get(value.value);
            return is && this.passed(ref, is);
          }
          return value.op === 'call' ? this.called(ref, value, depth) : undefined;
        }),
      ),
    );
  }

  /** How a function turns requests away itself, and not by what it calls. */
  ownRefusal(fn: FunctionNode): Passed | undefined {
    return this.refusal(fn, MAX_DEPTH);
  }

  private called(ref: ValueRef, call: CallValue, depth: number): Passed | undefined {
    const targets = this.context.callers.e.evaluate({ fn: ref.fn, id: call.callee });
    const models = pathsOf(targets).flatMap((path) =>
      this.context.index.guardsAt(path).filter(({ when }) => conditionsHold(this.context, ref, when) === 'yes'),
    );
    const known = models.map((model) => this.modelled(ref, model.guard));
    const within = targets.map((target) =>
      target.kind === 'function' && depth < MAX_DEPTH ? this.refusal(target.fn, depth + 1) : undefined,
    );
    return strongest([...known, ...within]);
  }

  /** What it says of whoever asks that this value was tested, or that this call came back. */
  asks(ref: ValueRef): Passed | undefined {
    const value = valueOf(ref);
    if (value.op === 'const') return undefined;
    if (value.op === 'call') {
      const paths = calleePaths(this.context, ref);
      const [model] = paths.flatMap((path) =>
        this.context.index.guardsAt(path).filter(({ when }) => conditionsHold(this.context, ref, when) === 'yes'),
      );
      if (model) return this.modelled(ref, model.guard);
      const functions = this.context.callers.e.evaluate({ fn: ref.fn, id: value.callee });
      if (functions.some((target) => target.kind === 'function'))
        return strongest(
          functions.map((target) => (target.kind === 'function' ? this.refusal(target.fn, 1) : undefined)),
        );
    }
    if (
      value.op === 'cell' &&
      this.context.callers.e.evaluate(ref).some((target) => target.kind === 'const' && target.value === true)
    )
      return undefined;
    const texts = [namesOf(ref)];
    if (value.op === 'compare') texts.push(namesOf({ fn: ref.fn, id: value.right }));
    return strongest(texts.map((text) => this.named(ref, text)));
  }

  passed(ref: ValueRef, is: Entrance): Passed {
    const step: Step = { location: this.context.callers.e.program.locate(ref), note: NOTE[is] };
    return { is, weight: WEIGHT[is], step };
  }
}
