/**
 * Who can call a route: what stands in front of it, and what its handler checks before it answers.
 *
 * In: a route and one of its answers. Out: the strongest check that every request passes; undefined where there is none.
 * Holds: order counts where it is written in one function; what was read wins over what it is called (docs/names.md).
 */
import { ALWAYS } from '../model/facts.js';
import { calledName, patternsOf } from '../catalogue/patterns.js';
import type { Step } from '../model/result.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import { type Target, isInside } from '../link/targets.js';
import { type CallValue, type Context, calleePaths, conditionsHold, pathsOf } from './match.js';
import { type CompiledNames, namesOf } from './names.js';
import { shortName } from './outside.js';
import { type Passed, Passes, strongest, weakest } from './passes.js';
import { type Route, decoratorCall, decoratorPaths, routeModelAt, routePath } from './routes.js';
import { pathOf, textOf } from './url.js';

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
const MAX_DEPTH = 2;
const MAX_MOUNTS = 4;

export class Guards {
  private readonly inside: Passes;

  constructor(
    private readonly context: Context,
    private readonly names: CompiledNames,
  ) {
    this.inside = new Passes(context, (ref) => this.asks(ref));
  }

  /** Gets the check that a request passes before this route gives this answer. */
  of(route: Route, answer: ValueRef): Passed | undefined {
    return strongest([this.inside.within(answer), this.completedBefore(answer), this.before(route)]);
  }

  /** What a call has in front of one of its arguments: the arguments before it, and what came first. */
  private inFrontOf(site: ValueRef, position: number): Passed | undefined {
    const { args } = valueOf(site) as CallValue;
    const own = args.slice(0, position).map((id) => this.value({ fn: site.fn, id }));
    return strongest([...own, this.earlier(site, [], 0)]);
  }

  /** Gets the check in front of a folder that is served. */
  ofServed(site: ValueRef): Passed | undefined {
    for (const use of this.uses()) {
      const position = (valueOf(use) as CallValue).args.indexOf(site.id);
      if (use.fn === site.fn && position >= 0) return this.inFrontOf(use, position);
    }
    return this.passed(site, 'unread');
  }

  /** Gets the settings in front of a route that let any page ask for its answers. */
  settingsBefore(route: Route): readonly ValueRef[] {
    if (valueOf(route.at).op !== 'call') return [];
    const owner = this.ownerOf(route.at);
    const uses = this.uses().filter(
      (use) => owner !== undefined && this.ownerOf(use) === owner && this.comesFirst(use, route.at),
    );
    const args = uses.flatMap((use) => (valueOf(use) as CallValue).args.map((id) => ({ fn: use.fn, id })));
    return [...args, ...route.before].filter((ref) => this.isOpenSetting(ref));
  }

  private isOpenSetting(ref: ValueRef): boolean {
    return (
      valueOf(ref).op === 'call' &&
      calleePaths(this.context, ref).some((path) =>
        this.context.index
          .opensAt(path)
          .some((model) => model.takes?.length === 0 && conditionsHold(this.context, ref, model.when) === 'yes'),
      )
    );
  }

  private before(route: Route): Passed | undefined {
    const own = route.before.map((ref) => (valueOf(ref).op === 'decorate' ? this.decorator(ref) : this.value(ref)));
    if (route.model.file !== undefined) return strongest([...own, this.inFrontOfFiles()]);
    if (valueOf(route.at).op === 'decorate') return strongest([...own, this.everywhere(route)]);
    return strongest([...own, this.earlier(route.at, route.segments, 0)]);
  }

  // In front ---------------------------------------------------------------------------------------------------------

  /** `app.use(requireAuth)` before the route, and the same in front of where its router is mounted. */
  private earlier(site: ValueRef, segments: readonly string[], depth: number): Passed | undefined {
    const owner = this.ownerOf(site);
    if (owner === undefined || depth > MAX_MOUNTS) return this.passed(site, 'unread');
    this.loadMounts(site);
    const uses = this.uses();
    const passed = uses
      .filter((use) => this.ownerOf(use) === owner && this.comesFirst(use, site) && this.covers(use, segments))
      .flatMap((use) => (valueOf(use) as CallValue).args.map((id) => this.value({ fn: use.fn, id })));
    const mounts = uses.flatMap((use) => {
      const position = (valueOf(use) as CallValue).args.findIndex((id) => this.keyOf({ fn: use.fn, id }) === owner);
      return position < 0 || this.ownerOf(use) === owner ? [] : [{ use, position }];
    });
    if (mounts.length === 0)
      return strongest([...passed, this.isRouter(site) ? this.passed(site, 'unread') : undefined]);
    const outer = mounts.map(({ use, position }) => {
      const { args } = valueOf(use) as CallValue;
      const own = args.slice(0, position).map((id) => this.value({ fn: use.fn, id }));
      return strongest([...own, this.earlier(use, [], depth + 1)]);
    });
    return strongest([...passed, weakest(outer)]);
  }

  /** A router is mounted in a file that imports its own. */
  private loadMounts(site: ValueRef): void {
    const { index, callers } = this.context;
    for (const name of index.mounting) callers.e.program.loadDependents(site.fn.file.facts.path, `.${name}(`);
  }

  private uses(): readonly ValueRef[] {
    const { program } = this.context.callers.e;
    return [...this.context.index.mounting].flatMap((name) =>
      (program.calls.get(name) ?? []).filter((site) => routeModelAt(this.context, site)?.model.route === 'use'),
    );
  }

  private comesFirst(use: ValueRef, site: ValueRef): boolean {
    return use.fn !== site.fn || use.id < site.id;
  }

  /** `app.use('/admin', …)` is in front of what lies below it. */
  private covers(use: ValueRef, segments: readonly string[]): boolean {
    const [first] = (valueOf(use) as CallValue).args;
    const text = first === undefined ? '\0' : textOf(this.context, { fn: use.fn, id: first }, undefined, 0);
    const prefix = text.includes('\0') ? undefined : pathOf(text);
    return (prefix?.segments ?? []).every((segment, index) => segment === '*' || segment === segments[index]);
  }

  private ownerOf(site: ValueRef): string | undefined {
    const callee = site.fn.facts.values[(valueOf(site) as CallValue).callee];
    return callee?.op === 'get' ? this.keyOf({ fn: site.fn, id: callee.of }) : undefined;
  }

  /** Names the variable, field or parameter's argument that a server or router is kept in. */
  private keyOf(ref: ValueRef, depth = 0): string | undefined {
    const value = valueOf(ref);
    const { file } = ref.fn;
    const { program } = this.context.callers.e;
    if (value.op === 'cell') return `${file.facts.path}:${value.cell}`;
    if (value.op === 'call') return `${file.facts.path}:${ref.fn.index}.${ref.id}`;
    if (value.op === 'typed' && value.of !== undefined) return this.keyOf({ fn: ref.fn, id: value.of }, depth);
    if (value.op === 'get' && value.name !== undefined) {
      const of = ref.fn.facts.values[value.of];
      return of?.op === 'this' ? `${file.facts.path}:this.${value.name}` : undefined;
    }
    if (value.op === 'import') {
      const resolved = program.resolver.resolve(file.facts.path, value.module);
      const target = resolved.kind === 'file' ? program.load(resolved.path) : undefined;
      const exported = target?.facts.exports.get(value.name) ?? target?.facts.exports.get('=');
      if (!target || exported?.kind !== 'cell') return undefined;
      return this.writtenKey(target.cellWrites.get(exported.cell)?.[0], `${target.facts.path}:${exported.cell}`);
    }
    if (value.op !== 'param' || depth > MAX_DEPTH) return undefined;
    const passed = this.context.callers.invocations(ref.fn).flatMap((via) => via.argument(value.index) ?? []);
    const keys = new Set(passed.map((arg) => this.keyOf(arg, depth + 1)));
    return keys.size === 1 ? [...keys][0] : undefined;
  }

  /** `export default router` is a variable that holds another. */
  private writtenKey(write: ValueRef | undefined, own: string): string | undefined {
    return write && valueOf(write).op === 'cell' ? this.keyOf(write) : own;
  }

  private isRouter(site: ValueRef): boolean {
    return calleePaths(this.context, site).some((path) => /Router/.test(path));
  }

  // Decorators and files ---------------------------------------------------------------------------------------------

  private decorator(site: ValueRef): Passed | undefined {
    const models = decoratorPaths(this.context, site).flatMap((path) => [...this.context.index.guardsAt(path)]);
    const [model] = models;
    const call = decoratorCall(site);
    if (!model)
      return this.named(site, namesOf(call ?? { fn: site.fn, id: (valueOf(site) as { decorator: number }).decorator }));
    if (model.guard !== 'arguments') return this.modelled(site, model.guard);
    const args = call ? (valueOf(call) as CallValue).args : [];
    return strongest(args.map((id) => this.value({ fn: site.fn, id }))) ?? this.passed(site, 'unread');
  }

  /** Something that guards all routes of the program: which it is, is decided when it starts. */
  private everywhere(route: Route): Passed | undefined {
    const { tree } = this.context.callers.e.program;
    const words = this.context.index.guardingAll.flatMap((model) => patternsOf(model.api).map(calledName));
    const isGuarded = [...tree.files.values()].some(({ text }) => words.some((word) => text.includes(word)));
    return isGuarded ? this.passed(route.at, 'unread') : undefined;
  }

  private inFrontOfFiles(): Passed | undefined {
    const { context } = this;
    const { program } = context.callers.e;
    const fronts = context.index.fileRoutes.filter((model) => model.route === 'use');
    const files = [...program.tree.files.keys()].filter((path) =>
      fronts.some((model) => routePath(model, path) !== undefined),
    );
    return strongest(
      files.map((path) => {
        const file = program.load(path);
        const functions = file?.functions ?? [];
        return (
          strongest(functions.map((fn) => this.refusal(fn, 0))) ??
          (functions[0] && this.passed({ fn: functions[0], id: 0 }, 'unread'))
        );
      }),
    );
  }

  // Values -----------------------------------------------------------------------------------------------------------

  /** What a middleware, or a list of them, asks of a request. */
  private value(ref: ValueRef, depth = 0): Passed | undefined {
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

  private modelled(ref: ValueRef, guard: string): Passed | undefined {
    return guard === 'authenticates' || guard === 'authorizes' ? this.passed(ref, guard) : undefined;
  }

  private named(ref: ValueRef, text: string): Passed | undefined {
    if (this.names.authorizes.test(text)) return this.passed(ref, 'authorizes');
    return this.names.authenticates.test(text) ? this.passed(ref, 'authenticates') : undefined;
  }

  /** How a function turns requests away, if it does. */
  private refusal(fn: FunctionNode, depth: number): Passed | undefined {
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

  private called(ref: ValueRef, call: CallValue, depth: number): Passed | undefined {
    const targets = this.context.callers.e.evaluate({ fn: ref.fn, id: call.callee });
    const models = pathsOf(targets).flatMap((path) => [...this.context.index.guardsAt(path)]);
    const known = models.map((model) => this.modelled(ref, model.guard));
    const within = targets.map((target) =>
      target.kind === 'function' && depth < MAX_DEPTH ? this.refusal(target.fn, depth + 1) : undefined,
    );
    return strongest([...known, ...within]);
  }

  // In the handler ---------------------------------------------------------------------------------------------------

  /** What it says of whoever asks that this value was tested, or that this call came back. */
  private asks(ref: ValueRef): Passed | undefined {
    const value = valueOf(ref);
    if (value.op === 'const') return undefined;
    if (value.op === 'call') {
      const paths = calleePaths(this.context, ref);
      const [model] = paths.flatMap((path) => [...this.context.index.guardsAt(path)]);
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

  /** `const user = requireUser(request)`: a call that turns requests away before it comes back. */
  private completedBefore(answer: ValueRef): Passed | undefined {
    const { fn } = answer;
    const when = fn.facts.when[answer.id];
    return strongest(
      fn.facts.values.map((value, id) => {
        if (value.op !== 'call' || id >= answer.id) return undefined;
        if (fn.facts.when[id] !== ALWAYS && fn.facts.when[id] !== when) return undefined;
        const targets = this.context.callers.e.evaluate({ fn, id: value.callee });
        return strongest(
          targets.map((target) =>
            target.kind === 'function' && target.fn.facts.completion !== ALWAYS
              ? this.refusal(target.fn, 1)
              : undefined,
          ),
        );
      }),
    );
  }

  private passed(ref: ValueRef, is: Entrance): Passed {
    const step: Step = { location: this.context.callers.e.program.locate(ref), note: NOTE[is] };
    return { is, weight: WEIGHT[is], step };
  }
}
