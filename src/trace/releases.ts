/**
 * Finds the calls that undo an acquire: by the handle it gave back, or by what both were called with.
 *
 * In: the call, assignment or registration that switched something on. Out: the calls that switch it off.
 * Holds: what is known to be another handler, handle or capture flag releases nothing; what cannot be told may.
 */
import { ANY_ACQUIRE, calledName, patternsOf } from '../catalogue/patterns.js';
import type { ReleaseModel } from '../model/catalogue.js';
import { type ValueRef, refKey, valueOf } from '../link/program.js';
import { type HandleUse, handleUses } from './handles.js';
import { Heap } from './heap.js';
import { type Context, assignedPaths, calleePaths, conditionsHold, portTargets } from './match.js';
import { isSame, originsAt } from './origins.js';

export class Releases {
  private readonly heap: Heap;
  private readonly known = new Map<number, readonly ValueRef[]>();

  constructor(private readonly context: Context) {
    this.heap = new Heap(context);
  }

  /** Gets the calls that undo what is switched on at `acquire`. */
  of(acquire: ValueRef): readonly ValueRef[] {
    const key = refKey(acquire);
    let found = this.known.get(key);
    if (!found) {
      found = distinct(
        valueOf(acquire).op === 'set' ? this.emptied(acquire) : [...this.byHandle(acquire), ...this.byCall(acquire)],
      );
      this.known.set(key, found);
    }
    return found;
  }

  /** Holds if some model says how this call is undone. */
  isReleasable(acquire: ValueRef): boolean {
    return this.modelsFor(acquire).length > 0;
  }

  /** `document.onkeydown = null`. */
  private emptied(acquire: ValueRef): readonly ValueRef[] {
    const value = valueOf(acquire);
    if (value.op !== 'set' || value.name === undefined) return [];
    const paths = new Set(assignedPaths(this.context, acquire));
    return (this.context.callers.e.program.sets.get(value.name) ?? []).filter((site) => {
      const set = valueOf(site);
      const stored = set.op === 'set' ? site.fn.facts.values[set.value] : undefined;
      return (
        stored?.op === 'const' &&
        (stored.value === null || stored.value === undefined) &&
        assignedPaths(this.context, site).some((path) => paths.has(path))
      );
    });
  }

  private byHandle(acquire: ValueRef): readonly ValueRef[] {
    return handleUses(this.context, this.heap, acquire).flatMap((use) =>
      this.isRelease(use, acquire) ? [use.site] : [],
    );
  }

  /** A handle that is called is a stop function; any other use is for the models to say. */
  private isRelease({ site, as }: HandleUse, acquire: ValueRef): boolean {
    if (as === 'callee') return true;
    const called = calleePaths(this.context, site);
    const paths = called.length > 0 ? called : [`?.${nameCalled(site)}`];
    return paths
      .flatMap((path) => this.context.index.releasesAt(path))
      .some(
        (model) =>
          model.pairs?.[as] === 'return' &&
          (model.release === ANY_ACQUIRE || this.modelsFor(acquire).includes(model)) &&
          conditionsHold(this.context, site, model.when) !== 'no',
      );
  }

  private byCall(acquire: ValueRef): readonly ValueRef[] {
    const models = this.modelsFor(acquire).filter((model) => !Object.values(model.pairs ?? {}).includes('return'));
    return models.flatMap((model) => this.calls(model, acquire).filter((site) => this.isPair(model, site, acquire)));
  }

  private modelsFor(acquire: ValueRef): readonly ReleaseModel[] {
    return calleePaths(this.context, acquire).flatMap((path) => this.context.index.releasersOf(path));
  }

  private calls(model: ReleaseModel, acquire: ValueRef): readonly ValueRef[] {
    const { program } = this.context.callers.e;
    const patterns = patternsOf(model.api);
    // A handler or a handle is in the files that have it; what undoes a call as a whole may stand anywhere.
    if (!model.pairs)
      for (const name of patterns.map(calledName))
        for (const words of this.wordsFor(name, acquire)) program.loadMentioning(words);
    return [...new Set(patterns.map(calledName))].flatMap((name) =>
      (program.calls.get(name) ?? []).filter(
        (site) =>
          refKey(site) !== refKey(acquire) &&
          calleePaths(this.context, site).some((path) => this.context.index.releasesAt(path).includes(model)) &&
          conditionsHold(this.context, site, model.when) !== 'no',
      ),
    );
  }

  /** The words of a file that may call it: the name, and where that is an everyday word, the package or global as well. */
  private wordsFor(name: string, acquire: ValueRef): readonly (readonly string[])[] {
    if (DISTINCTIVE.test(name)) return [[name]];
    return calleePaths(this.context, acquire).map((path) => [name, rootOf(path)]);
  }

  private isPair(model: ReleaseModel, site: ValueRef, acquire: ValueRef): boolean {
    const pairs = Object.entries(model.pairs ?? {}).map(([own, other]) =>
      isSame(originsAt(this.context, site, own), originsAt(this.context, acquire, other)),
    );
    if (pairs.includes('no') || this.flag(model, site) !== this.flag(model, acquire)) return false;
    return !pairs.includes('unknown') || site.fn.file === acquire.fn.file;
  }

  private flag(model: ReleaseModel, site: ValueRef): boolean {
    return (model.flags ?? []).some((port) =>
      portTargets(this.context, site, port)?.some((target) => target.kind === 'const' && target.value === true),
    );
  }
}

function nameCalled(site: ValueRef): string {
  const call = valueOf(site);
  const callee = call.op === 'call' ? site.fn.facts.values[call.callee] : undefined;
  return callee?.op === 'get' ? (callee.name ?? '') : '';
}

/** `posthog` of `global#posthog.init`, `posthog-js` of `posthog-js#init`. */
function rootOf(path: string): string {
  const [module = '', members = ''] = path.split('#');
  return module === 'global' ? members.replace(/[.(].*$/, '') : module;
}

/** A name that hardly anything else has: `stopRecording`, `opt_out_capturing`. */
const DISTINCTIVE = /^[a-z]+(?:[A-Z_]\w{3,})$/;

function distinct(sites: readonly ValueRef[]): readonly ValueRef[] {
  return [...new Map(sites.map((site) => [refKey(site), site])).values()];
}
