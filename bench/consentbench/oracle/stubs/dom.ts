/** A page without a browser: elements by id, listeners, events that bubble, and the buttons a person can press. */
import type { World } from '../world.js';
import { emitEvents } from './dom-events.js';

type Listener = ((event: unknown) => unknown) | { handleEvent: (event: unknown) => unknown };

/** Anything that can be listened to; `on…` properties are listeners too. */
export class Target {
  [property: string]: unknown;
  private readonly listeners = new Map<string, Set<Listener>>();

  addEventListener(type: string, listener: Listener): void {
    const known = this.listeners.get(type) ?? new Set();
    known.add(listener);
    this.listeners.set(type, known);
  }

  removeEventListener(type: string, listener: Listener): void {
    this.listeners.get(type)?.delete(listener);
  }

  dispatchEvent(event: { type: string }): boolean {
    this.hear(event.type, event);
    return true;
  }

  hears(type: string): boolean {
    return (this.listeners.get(type)?.size ?? 0) > 0 || typeof this[`on${type}`] === 'function';
  }

  hear(type: string, event: unknown): void {
    for (const listener of [...(this.listeners.get(type) ?? [])]) {
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    }
    const handler = this[`on${type}`];
    if (typeof handler === 'function') (handler as (event: unknown) => unknown).call(this, event);
  }
}

export class Element extends Target {
  value = '';
  textContent = '';
  id = '';
  checked = false;
  style = {};
  readonly children: Element[] = [];

  constructor(readonly tagName: string) {
    super();
  }

  append(...children: Element[]): void {
    this.children.push(...children);
  }

  appendChild(child: Element): Element {
    this.children.push(child);
    return child;
  }

  setAttribute(name: string, value: string): void {
    this[name] = value;
  }

  get label(): string {
    return `${this.id} ${this.textContent}`.trim();
  }
}

/** Controls that the person can press; the comment field is where the person types. */
export class Page {
  readonly window = new Target();
  readonly document = new Target();
  readonly body = new Element('BODY');
  readonly field = new Element('INPUT');
  private readonly byId = new Map<string, Element>();

  constructor(readonly world: World) {
    this.field.id = 'comment';
    this.byId.set('comment', this.field);
    Object.assign(this.document, this.documentMembers());
    emitEvents(this);
  }

  private documentMembers(): Record<string, unknown> {
    const find = (selector: string): Element => this.element(selector.replace(/^#/, ''));
    return {
      body: this.body,
      documentElement: new Element('HTML'),
      title: '',
      cookie: '',
      readyState: 'complete',
      visibilityState: 'visible',
      getElementById: (id: string) => this.element(id),
      querySelector: find,
      querySelectorAll: (selector: string) => [find(selector)],
      createElement: (tag: string) => this.create(tag),
    };
  }

  /** Makes the element if the page was not asked for it before: the program's markup is not there to be read. */
  element(id: string): Element {
    const known = this.byId.get(id);
    if (known) return known;
    const made = new Element('DIV');
    made.id = id;
    this.byId.set(id, made);
    this.world.controls.push({ label: id, press: (isChecked = false) => this.press(made, isChecked) });
    return made;
  }

  private press(element: Element, isChecked: boolean): void {
    const event = { type: 'click', target: element, currentTarget: element, preventDefault: () => undefined };
    element.checked = isChecked;
    element.hear('click', event);
    element.hear('change', { ...event, type: 'change' });
  }

  private create(tag: string): Element {
    const element = new Element(tag.toUpperCase());
    if (tag === 'canvas') Object.assign(element, canvasMembers());
    return element;
  }

  /** The field, the body, the document, the window: who hears an event, from the inside out. */
  path(): readonly Target[] {
    return [this.field, this.body, this.document, this.window];
  }

  ready(): void {
    for (const [target, type] of [
      [this.document, 'DOMContentLoaded'],
      [this.window, 'load'],
    ] as const) {
      this.world.run(() => target.hear(type, { type }));
    }
  }
}

/** A canvas holds the picture that was drawn on it. */
function canvasMembers(): Record<string, unknown> {
  let drawn = '';
  return {
    getContext: () => ({
      drawImage: (from: { srcObject?: { frame?: () => string } }) => {
        drawn = from.srcObject?.frame?.() ?? '';
      },
    }),
    toDataURL: () => `data:image/png;base64,${Buffer.from(drawn).toString('base64')}`,
  };
}
