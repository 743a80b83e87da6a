/**
 * Handlers of controls that other packages draw: `<Button onClick={stop}>`, `{ label: 'Stop', click: () => stop() }`.
 *
 * What such a package does with them cannot be read; that they run on the person's act is in their names.
 */
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import { isActProp } from './acts.js';
import type { Context } from './match.js';

export class Controls {
  private readonly drawn = new Map<FunctionNode, ValueRef[]>();
  private looked = 0;

  constructor(private readonly context: Context) {}

  /** Gets the components and options that hold `fn` under the name of an act. */
  of(fn: FunctionNode): readonly ValueRef[] {
    this.look();
    const { holder } = fn;
    return [...(this.drawn.get(fn) ?? []), ...(holder && isActProp(fn.facts.name) ? [holder] : [])];
  }

  /** Files are parsed as they are asked for, so there may be more components than before. */
  private look(): void {
    const { jsx } = this.context.callers.e.program;
    for (; this.looked < jsx.length; this.looked++) this.note(jsx[this.looked]!);
  }

  private note(site: ValueRef): void {
    const value = valueOf(site);
    if (value.op !== 'jsx' || typeof value.tag === 'string') return;
    const tag = this.context.glance.e.evaluate({ fn: site.fn, id: value.tag });
    const props = site.fn.facts.values[value.props];
    if (props?.op !== 'object' || tag.some((target) => target.kind !== 'external')) return;
    for (const { name, value: held } of props.properties) {
      if (name === undefined || !isActProp(name)) continue;
      for (const target of this.context.glance.e.evaluate({ fn: site.fn, id: held }))
        if (target.kind === 'function') this.drawn.set(target.fn, [...(this.drawn.get(target.fn) ?? []), site]);
    }
  }
}
