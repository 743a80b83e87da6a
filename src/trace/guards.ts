/**
 * Who can call a route: what stands in front of it, and what its handler checks before it answers.
 *
 * In: a route and one of its answers. Out: the strongest check that every request passes; undefined where there is none.
 * Holds: order counts where it is written in one function.
 * Deliberately absent: what a single guard asks (entrances.ts).
 */
import { ALWAYS } from '../model/facts.js';
import { calledName, patternsOf } from '../catalogue/patterns.js';
import { type ValueRef, valueOf } from '../link/program.js';
import { Entrances } from './entrances.js';
import { type CallValue, type Context, calleePaths, conditionsHold } from './match.js';
import { type CompiledNames, namesOf } from './names.js';
import { type Passed, Passes, strongest, weakest } from './passes.js';
import { type Route, decoratorCall, decoratorPaths, routeModelAt, routePath } from './routes.js';
import { pathOf, textOf } from './url.js';

const MAX_MOUNTS = 4;
/** How far a parameter is followed back to what was passed. */
const MAX_PASSED = 2;

export class Guards {
  private readonly entrances: Entrances;
  private readonly inside: Passes;

  constructor(
    private readonly context: Context,
    names: CompiledNames,
  ) {
    this.entrances = new Entrances(context, names);
    this.inside = new Passes(context, (ref) => this.entrances.asks(ref));
  }

  /** Gets the check that a request passes before this route gives this answer. */
  of(route: Route, answer: ValueRef): Passed | undefined {
    return strongest([
      this.inside.within(answer),
      this.entrances.ownRefusal(route.handler),
      this.completedBefore(answer),
      this.before(route),
    ]);
  }

  /** What a call has in front of one of its arguments: the arguments before it, and what came first. */
  private inFrontOf(site: ValueRef, position: number): Passed | undefined {
    const { args } = valueOf(site) as CallValue;
    const own = args.slice(0, position).map((id) => this.entrances.value({ fn: site.fn, id }));
    return strongest([...own, this.earlier(site, [], 0)]);
  }

  /** Gets the check in front of a folder that is served. */
  ofServed(site: ValueRef): Passed | undefined {
    const mount = this.mountOf(site);
    return mount ? this.inFrontOf(mount.use, mount.position) : this.entrances.passed(site, 'unread');
  }

  /** Gets the call that puts a value on a server: `app.use('/files', served)`. */
  private mountOf(site: ValueRef): { readonly use: ValueRef; readonly position: number } | undefined {
    for (const use of this.uses()) {
      const position = (valueOf(use) as CallValue).args.indexOf(site.id);
      if (use.fn === site.fn && position >= 0) return { use, position };
    }
    return undefined;
  }

  /** What routes without a path have in front of all of them: where they are put on a server, and what makes its context. */
  private inFrontOfMounted({ model }: Route): Passed | undefined {
    const { program } = this.context.callers.e;
    return strongest(
      (model.mounted ?? []).map((name) => {
        program.loadMentioning([name]);
        const sites = program.calls.get(name) ?? [];
        return weakest(
          sites.map((site) => {
            const mount = this.mountOf(site);
            return strongest([mount && this.inFrontOf(mount.use, mount.position), this.optionsRefuse(site)]);
          }),
        );
      }),
    );
  }

  /** `createContext: ({ req }) => …`: a function among a call's options that turns requests away. */
  private optionsRefuse(site: ValueRef): Passed | undefined {
    const { e } = this.context.callers;
    const targets = (valueOf(site) as CallValue).args.flatMap((id) => e.evaluate({ fn: site.fn, id }));
    const held = targets.flatMap((target) => {
      const value = target.kind === 'object' ? valueOf(target.ref) : undefined;
      if (target.kind !== 'object' || value?.op !== 'object') return [];
      return value.properties.flatMap((property) => e.evaluate({ fn: target.ref.fn, id: property.value }));
    });
    return strongest(held.map((each) => (each.kind === 'function' ? this.entrances.refusal(each.fn, 0) : undefined)));
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
    const own = route.before.map((ref) =>
      valueOf(ref).op === 'decorate' ? this.decorator(ref) : this.entrances.value(ref),
    );
    if (route.model.file !== undefined) return strongest([...own, this.inFrontOfFiles()]);
    if (route.model.named !== undefined && valueOf(route.at).op !== 'decorate')
      return strongest([...own, this.everywhere(route), this.inFrontOfFiles(), this.inFrontOfMounted(route)]);
    if (valueOf(route.at).op === 'decorate') return strongest([...own, this.everywhere(route)]);
    return strongest([...own, this.earlier(route.at, route.segments, 0)]);
  }

  // In front ---------------------------------------------------------------------------------------------------------

  /** `app.use(requireAuth)` before the route, and the same in front of where its router is mounted. */
  private earlier(site: ValueRef, segments: readonly string[], depth: number): Passed | undefined {
    const owner = this.ownerOf(site);
    if (owner === undefined || depth > MAX_MOUNTS) return this.entrances.passed(site, 'unread');
    this.loadMounts(site);
    const uses = this.uses();
    const passed = uses
      .filter((use) => this.ownerOf(use) === owner && this.comesFirst(use, site) && this.covers(use, segments))
      .flatMap((use) => (valueOf(use) as CallValue).args.map((id) => this.entrances.value({ fn: use.fn, id })));
    const mounts = uses.flatMap((use) => {
      const position = (valueOf(use) as CallValue).args.findIndex((id) => this.keyOf({ fn: use.fn, id }) === owner);
      return position < 0 || this.ownerOf(use) === owner ? [] : [{ use, position }];
    });
    if (mounts.length === 0)
      return strongest([...passed, this.isRouter(site) ? this.entrances.passed(site, 'unread') : undefined]);
    const outer = mounts.map(({ use, position }) => {
      const { args } = valueOf(use) as CallValue;
      const own = args.slice(0, position).map((id) => this.entrances.value({ fn: use.fn, id }));
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
    if (value.op !== 'param' || depth > MAX_PASSED) return undefined;
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
    const call = decoratorCall(site);
    const models = decoratorPaths(this.context, site).flatMap((path) =>
      this.context.index
        .guardsAt(path)
        .filter(({ when }) => call === undefined || conditionsHold(this.context, call, when) !== 'no'),
    );
    const [model] = models;
    if (!model)
      return this.entrances.named(
        site,
        namesOf(call ?? { fn: site.fn, id: (valueOf(site) as { decorator: number }).decorator }),
      );
    if (model.guard !== 'arguments') return this.entrances.modelled(site, model.guard);
    const args = call ? (valueOf(call) as CallValue).args : [];
    return (
      strongest(args.map((id) => this.entrances.value({ fn: site.fn, id }))) ?? this.entrances.passed(site, 'unread')
    );
  }

  /** Something that guards all routes of the program: which it is, is decided when it starts. */
  private everywhere(route: Route): Passed | undefined {
    const { tree } = this.context.callers.e.program;
    const { index } = this.context;
    const guards = index.guardingAll.map((model) => ({
      words: patternsOf(model.api).map(calledName),
      packages: index.packagesOf(model),
    }));
    const isGuarded = [...tree.files.values()].some(({ text }) =>
      guards.some(
        ({ words, packages }) =>
          words.some((word) => text.includes(word)) && packages.some((name) => text.includes(name)),
      ),
    );
    return isGuarded ? this.entrances.passed(route.at, 'unread') : undefined;
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
          strongest(functions.map((fn) => this.entrances.refusal(fn, 0))) ??
          (functions[0] && this.entrances.passed({ fn: functions[0], id: 0 }, 'unread'))
        );
      }),
    );
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
              ? this.entrances.refusal(target.fn, 1)
              : undefined,
          ),
        );
      }),
    );
  }
}
