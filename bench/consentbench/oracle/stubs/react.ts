/** As much of React as a component needs that asks, shows a field, and observes in an effect. */
import type { World } from '../world.js';
import { emitProps } from './react-events.js';

type Props = Record<string, unknown> & { children?: unknown };
type Component = (props: Props) => unknown;
export interface Node {
  readonly type: unknown;
  readonly props: Props;
}

interface Hook {
  value?: unknown;
  dependencies?: readonly unknown[];
  cleanup?: () => void;
}

interface Instance {
  readonly hooks: Hook[];
  seen: boolean;
}

export const FRAGMENT = Symbol('fragment');

export class React {
  /** The elements that are shown now. */
  shown: Node[] = [];
  private readonly instances = new Map<string, Instance>();
  private current: Instance | undefined;
  private cursor = 0;
  private effects: (() => void)[] = [];
  private root: unknown;
  private isRendering = false;
  private isStale = false;

  constructor(private readonly world: World) {
    emitProps(world, this);
  }

  readonly createElement = (type: unknown, props: Props | null, ...children: unknown[]): Node => ({
    type,
    props: { ...props, children: children.length > 0 ? children : props?.children },
  });

  readonly jsx = (type: unknown, props: Props): Node => ({ type, props });

  readonly createRoot = (): { render: (node: unknown) => void } => ({
    render: (node) => {
      this.root = node;
      this.render();
    },
  });

  private hook(): Hook {
    if (!this.current) throw new Error('a hook was called outside of a component');
    return (this.current.hooks[this.cursor++] ??= {});
  }

  readonly useState = (first: unknown): [unknown, (next: unknown) => void] => {
    const hook = this.hook();
    if (!('value' in hook)) hook.value = typeof first === 'function' ? (first as () => unknown)() : first;
    const set = (next: unknown): void => {
      hook.value = typeof next === 'function' ? (next as (before: unknown) => unknown)(hook.value) : next;
      this.render();
    };
    return [hook.value, set];
  };

  readonly useEffect = (run: () => unknown, dependencies?: readonly unknown[]): void => {
    const hook = this.hook();
    const before = hook.dependencies;
    if (before && dependencies?.every((each, index) => Object.is(each, before[index]))) return;
    hook.dependencies = dependencies ?? [];
    this.effects.push(() => {
      hook.cleanup?.();
      const cleanup = run();
      hook.cleanup = typeof cleanup === 'function' ? (cleanup as () => void) : undefined;
    });
  };

  private render(): void {
    this.isStale = true;
    if (this.isRendering) return;
    this.isRendering = true;
    while (this.isStale) {
      this.isStale = false;
      this.shown = [];
      for (const instance of this.instances.values()) instance.seen = false;
      this.world.run(() => this.show(this.root, 'root'));
      this.leave();
      for (const effect of this.effects.splice(0)) this.world.run(effect);
    }
    this.isRendering = false;
    this.offerControls();
  }

  /** Components that are no longer shown clean up after themselves. */
  private leave(): void {
    for (const [path, instance] of this.instances) {
      if (instance.seen) continue;
      for (const hook of instance.hooks) this.world.run(() => hook.cleanup?.());
      this.instances.delete(path);
    }
  }

  private show(node: unknown, path: string): void {
    if (Array.isArray(node)) return node.forEach((child, index) => this.show(child, `${path}.${index}`));
    if (typeof node !== 'object' || node === null) return;
    const { type, props } = node as Node;
    if (typeof type === 'function') return this.show(this.call(type as Component, props, path), `${path}/${type.name}`);
    this.shown.push(node as Node);
    this.show(props.children, `${path}>`);
  }

  private call(component: Component, props: Props, path: string): unknown {
    const instance = this.instances.get(path) ?? { hooks: [], seen: true };
    instance.seen = true;
    this.instances.set(path, instance);
    const outer = [this.current, this.cursor] as const;
    [this.current, this.cursor] = [instance, 0];
    try {
      return component(props);
    } finally {
      [this.current, this.cursor] = outer;
    }
  }

  private offerControls(): void {
    this.world.shownControls = this.shown.flatMap(({ props }) => {
      const { onClick } = props;
      if (typeof onClick !== 'function') return [];
      const label = [props.id, props.children].flat().join(' ').trim();
      return [{ label, press: () => void (onClick as (event: unknown) => unknown)({ type: 'click' }) }];
    });
  }
}
