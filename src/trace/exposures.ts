/** What a global name stands for where the program itself put it there: `contextBridge.exposeInMainWorld('api', {…})`. */
import { type ValueRef, valueOf } from '../link/program.js';
import { type Target, distinct } from '../link/targets.js';
import { type Context, calleePaths, headRef, portTargets } from './match.js';
import { parsePort } from '../catalogue/patterns.js';

const memos = new WeakMap<Context, Map<string, readonly Target[]>>();

/** Puts what was exposed in the place of globals that nothing else defines. */
export function throughExposures(context: Context, targets: readonly Target[]): readonly Target[] {
  if (!targets.some((target) => target.kind === 'external' && target.path.startsWith('global#'))) return targets;
  return distinct(
    targets.flatMap((target) => {
      if (target.kind !== 'external' || !target.path.startsWith('global#')) return [target];
      const found = exposed(context, target.path.slice('global#'.length));
      return found.length > 0 ? [...found] : [target];
    }),
  );
}

function exposed(context: Context, path: string): readonly Target[] {
  const memo = memos.get(context) ?? new Map<string, readonly Target[]>();
  memos.set(context, memo);
  const known = memo.get(path);
  if (known) return known;
  const [name = '', ...members] = path.split('.');
  const found = context.callers.e.along(exposedAs(context, name), members);
  memo.set(path, found);
  return found;
}

function exposedAs(context: Context, name: string): readonly Target[] {
  const { program } = context.callers.e;
  return [...context.index.exposing].flatMap((called) => {
    program.loadMentioning([called]);
    return (program.calls.get(called) ?? []).flatMap((site) => [...valueExposed(context, site, name)]);
  });
}

function valueExposed(context: Context, site: ValueRef, name: string): readonly Target[] {
  if (valueOf(site).op !== 'call') return [];
  const models = calleePaths(context, site).flatMap((path) => [...context.index.exposuresAt(path)]);
  return models.flatMap((model) => {
    const isNamed = (portTargets(context, site, model.name) ?? []).some(
      (target) => target.kind === 'const' && target.value === name,
    );
    const value = headRef(site, parsePort(model.value)[0]!);
    return isNamed && value ? [...context.callers.resolve(value)] : [];
  });
}
