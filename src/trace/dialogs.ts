/** What the buttons of a dialog say, and what is answered by closing it. */
import type { GateModel } from '../model/catalogue.js';
import { elementsOf } from '../link/collections.js';
import type { ValueRef } from '../link/program.js';
import { type Context, portTargets } from './match.js';

export interface Dialog {
  readonly labels: readonly string[];
  /** The index that a dialog which was closed gives; undefined where it cannot be read. */
  readonly closed: number | undefined;
}

type Ports = NonNullable<GateModel['buttons']>[number];

/** Reads a dialog's options; undefined where its labels are not all literals. */
export function readDialog(context: Context, site: ValueRef, ports: Ports): Dialog | undefined {
  const lists = portTargets(context, site, ports.labels) ?? [];
  const list = lists.length === 1 && lists[0]!.kind === 'object' ? lists[0] : undefined;
  if (!list) return undefined;
  const elements = elementsOf(context.callers.e, list.ref);
  const labels = elements.flatMap((target) => (target.kind === 'const' ? [String(target.value)] : []));
  if (labels.length === 0 || labels.length < elements.length) return undefined;
  return { labels, closed: closedIndex(context, site, ports.closed, labels) };
}

/** Where none is named, it is the first button that says so, else the first one. */
function closedIndex(context: Context, site: ValueRef, port: string, labels: readonly string[]): number | undefined {
  const named = portTargets(context, site, port);
  if (named === undefined) return undefined;
  const [first] = named;
  const only = named.length === 1 && first?.kind === 'const' ? first.value : undefined;
  if (typeof only === 'number') return only;
  if (named.some((target) => target.kind !== 'const' || target.value !== undefined)) return undefined;
  return Math.max(
    0,
    labels.findIndex((label) => /^(cancel|no)$/i.test(label)),
  );
}

/** Gets the texts that stand at a port, as far as they can be read. */
export function textsAt(context: Context, site: ValueRef, port: string): readonly string[] {
  return (portTargets(context, site, port) ?? []).flatMap((target) =>
    target.kind === 'const' && typeof target.value === 'string' && target.value !== '' ? [target.value] : [],
  );
}
