/** Sensors of a page: keys, typed values, pointer and clipboard as the DOM tells of them. */
import { code } from '../text.js';
import type { HandlerText, Sensor } from './types.js';

interface Listener {
  readonly id: string;
  readonly kind: string;
  readonly target?: string;
  readonly type: string;
  readonly event: string;
  readonly of: string;
  readonly field?: string;
  readonly read?: (event: string) => string;
}

/** A listener by `addEventListener`, which a flow may also register in its own way. */
function listener({ id, kind, target = 'document', type, event, of, field, read }: Listener): Sensor {
  return {
    id,
    kind,
    place: 'page',
    event,
    type: of,
    field,
    read: read ?? ((e) => `${e}.${field}`),
    register: (handler) => `${target}.addEventListener('${type}', ${handler.fn});`,
    listener: { target, type },
  };
}

/** A handler by assignment, or in another form that is no plain listener. */
function assigned(
  from: Omit<Sensor, 'place' | 'read' | 'register'> & { read?: Sensor['read'] },
  register: (handler: HandlerText) => string,
): Sensor {
  return { ...from, place: 'page', read: from.read ?? ((e) => `${e}.${from.field}`), register };
}

const position = (e: string): string => `\`\${${e}.clientX},\${${e}.clientY}\``;
const typedValue = (e: string): string => `(${e}.target as HTMLInputElement).value`;
const pasted = (e: string): string => `${e}.clipboardData?.getData('text/plain') ?? ''`;

export const PAGE_SENSORS: readonly Sensor[] = [
  listener({
    id: 'dom-keydown',
    kind: 'keystroke',
    type: 'keydown',
    event: 'event',
    of: 'KeyboardEvent',
    field: 'key',
  }),
  listener({
    id: 'window-keyup',
    kind: 'keystroke',
    target: 'window',
    type: 'keyup',
    event: 'e',
    of: 'KeyboardEvent',
    field: 'code',
  }),
  listener({
    id: 'body-keypress',
    kind: 'keystroke',
    target: 'document.body',
    type: 'keypress',
    event: 'press',
    of: 'KeyboardEvent',
    field: 'key',
  }),
  assigned(
    { id: 'document-onkeydown', kind: 'keystroke', event: 'e', type: 'KeyboardEvent', field: 'key' },
    (handler) => `document.onkeydown = ${handler.fn};`,
  ),
  assigned(
    { id: 'listener-object', kind: 'keystroke', event: 'event', type: 'KeyboardEvent', field: 'key' },
    (handler) => `document.addEventListener('keydown', { handleEvent: ${handler.fn} });`,
  ),
  assigned(
    { id: 'field-keydown', kind: 'keystroke', event: 'event', type: 'KeyboardEvent', field: 'key' },
    (handler) => code`
      const field = document.querySelector('#comment') as HTMLInputElement;
      field.addEventListener('keydown', ${handler.fn});`,
  ),
  assigned(
    {
      id: 'react-onkeydown',
      kind: 'keystroke',
      event: 'event',
      type: 'React.KeyboardEvent',
      field: 'key',
      prop: 'onKeyDown',
    },
    (handler) => handler.fn,
  ),
  listener({ id: 'dom-click', kind: 'pointer', type: 'click', event: 'event', of: 'MouseEvent', read: position }),
  listener({
    id: 'window-pointermove',
    kind: 'pointer',
    target: 'window',
    type: 'pointermove',
    event: 'move',
    of: 'PointerEvent',
    read: position,
  }),
  assigned(
    { id: 'document-onmousemove', kind: 'pointer', event: 'e', type: 'MouseEvent', read: position },
    (handler) => `document.onmousemove = ${handler.fn};`,
  ),
  listener({
    id: 'dom-input',
    kind: 'input-value',
    type: 'input',
    event: 'event',
    of: 'Event',
    read: typedValue,
  }),
  listener({
    id: 'window-change',
    kind: 'input-value',
    target: 'window',
    type: 'change',
    event: 'change',
    of: 'Event',
    read: typedValue,
  }),
  listener({
    id: 'dom-beforeinput',
    kind: 'input-value',
    type: 'beforeinput',
    event: 'e',
    of: 'InputEvent',
    field: 'data',
    read: (e) => `${e}.data ?? ''`,
  }),
  assigned(
    { id: 'document-oninput', kind: 'input-value', event: 'event', type: 'Event', read: typedValue },
    (handler) => `document.oninput = ${handler.fn};`,
  ),
  assigned(
    {
      id: 'react-onchange',
      kind: 'input-value',
      event: 'event',
      type: 'React.ChangeEvent<HTMLInputElement>',
      read: (e) => `${e}.target.value`,
      prop: 'onChange',
    },
    (handler) => handler.fn,
  ),
  listener({ id: 'dom-paste', kind: 'clipboard', type: 'paste', event: 'event', of: 'ClipboardEvent', read: pasted }),
  assigned(
    { id: 'window-oncopy', kind: 'clipboard', event: 'e', type: 'ClipboardEvent', read: pasted },
    (handler) => `window.oncopy = ${handler.fn};`,
  ),
  {
    id: 'clipboard-readtext',
    kind: 'clipboard',
    place: 'page',
    event: 'clip',
    type: 'string',
    read: (clip) => clip,
    register: (handler) => code`
      setInterval(async () => {
        const clip = await navigator.clipboard.readText();
        ${handler.with('clip')}
      }, 3000);`,
  },
];
