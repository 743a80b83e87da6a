/** What the person does on a page, as events with the canary in them. */
import type { Sight, World } from '../world.js';
import type { Element, Page, Target } from './dom.js';

interface EventPlan {
  readonly types: readonly string[];
  readonly label: Sight['label'];
  readonly members: (world: World, field: Element) => Record<string, unknown>;
}

const pointer = (world: World): Record<string, unknown> => {
  const { x, y } = world.place.point();
  return { x, y, clientX: x, clientY: y, pageX: x, pageY: y, screenX: x, screenY: y, button: 0 };
};

const typed = (world: World, field: Element): Record<string, unknown> => {
  field.value = world.canary.text();
  return { data: world.canary.key(), inputType: 'insertText' };
};

const PLANS: readonly EventPlan[] = [
  {
    types: ['keydown', 'keyup', 'keypress'],
    label: 'key',
    members: ({ canary }) => ({
      key: canary.key(),
      code: `Code${canary.key()}`,
      keyCode: canary.keyCode(),
      repeat: false,
    }),
  },
  { types: ['input', 'beforeinput', 'change'], label: 'text', members: typed },
  {
    types: ['paste', 'copy', 'cut'],
    label: 'clipboard',
    members: ({ canary }) => ({ clipboardData: { getData: () => canary.text() } }),
  },
  { types: ['click', 'mousemove', 'pointermove', 'pointerdown', 'mousedown'], label: 'coordinates', members: pointer },
];

/** Emits, each turn, one event of each type that somebody listens to. */
export function emitEvents(page: Page): void {
  const { world } = page;
  world.eachTurn(() => {
    for (const plan of PLANS) for (const type of plan.types) emit(page, type, plan);
  });
}

function emit(page: Page, type: string, { label, members: membersOf }: EventPlan): void {
  const hearing = page.path().filter((target) => target.hears(type));
  if (hearing.length === 0) return;
  const members = membersOf(page.world, page.field);
  for (const target of hearing) {
    page.world.see({ label, reach: target === page.field ? 'element' : 'document' });
    page.world.run(() => target.hear(type, eventOf(page, target, type, members)));
  }
}

function eventOf(page: Page, current: Target, type: string, members: Record<string, unknown>): Record<string, unknown> {
  const event = {
    type,
    target: page.field,
    currentTarget: current,
    timeStamp: page.world.clock.now,
    isTrusted: true,
    preventDefault: () => undefined,
    stopPropagation: () => undefined,
    ...members,
  };
  return { ...event, nativeEvent: event };
}
