/** Typing into a field that a component shows. */
import type { World } from '../world.js';
import type { Node, React } from './react.js';

const PROPS = {
  onKeyDown: 'key',
  onChange: 'text',
  onPaste: 'clipboard',
} as const;

export function emitProps(world: World, react: React): void {
  world.eachTurn(() => {
    for (const node of react.shown) emitTo(world, node);
  });
}

function emitTo(world: World, { props }: Node): void {
  for (const [name, label] of Object.entries(PROPS)) {
    const handler = props[name];
    if (typeof handler !== 'function') continue;
    world.see({ label, reach: 'element' });
    const target = { value: world.canary.text(), id: props.id };
    const event = {
      target,
      currentTarget: target,
      key: world.canary.key(),
      clipboardData: { getData: () => world.canary.text() },
      preventDefault: () => undefined,
    };
    world.run(() => (handler as (event: unknown) => unknown)({ ...event, nativeEvent: event }));
  }
}
