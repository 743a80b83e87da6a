/** `isAllowed()` of a package: whose answer that is could not be read, which the verdict then says. */
import { type ValueRef, valueOf } from '../link/program.js';
import type { Answer } from './answers.js';
import type { Checks } from './checks.js';
import { pathsOf } from './match.js';
import { namesOf } from './names.js';

/** Says what a package is asked about; undefined where it is not asked whether something may be done. */
export function permissionAsked(checks: Checks, ref: ValueRef): Answer | undefined {
  const call = valueOf(ref);
  if (call.op !== 'call') return undefined;
  const callee = { fn: ref.fn, id: call.callee };
  const name = namesOf(callee).replace(/^.*\./, '');
  if (!checks.names.permission.test(name)) return undefined;
  const paths = pathsOf(checks.context.callers.e.evaluate(callee));
  if (paths.length === 0 || !paths.every(isOfPackage)) return undefined;
  return { is: 'unknown', shams: [], claim: checks.claims.step(ref, `what ${name}() answers could not be read`) };
}

function isOfPackage(path: string): boolean {
  return path.includes('#') && !path.startsWith('global#');
}
