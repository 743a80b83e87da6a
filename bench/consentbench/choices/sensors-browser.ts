/** Sensors that no stub stands for: they are run in a real browser, and left out where there is none. */
import { code } from '../text.js';
import type { Sensor } from './types.js';

export const BROWSER_SENSORS: readonly Sensor[] = [
  {
    id: 'mutation-observer',
    kind: 'input-value',
    place: 'page',
    needsBrowser: true,
    event: 'change',
    type: 'MutationRecord',
    read: (change) => `${change}.target.textContent ?? ''`,
    register: (handler) => code`
      const observer = new MutationObserver((changes) => {
        for (const change of changes) {
          ${handler.with('change')}
        }
      });
      observer.observe(document.body, { characterData: true, subtree: true });`,
  },
  {
    id: 'selection-change',
    kind: 'input-value',
    place: 'page',
    needsBrowser: true,
    event: 'selected',
    type: 'string',
    read: (selected) => selected,
    register: (handler) => code`
      document.addEventListener('selectionchange', () => {
        const selected = document.getSelection()?.toString() ?? '';
        ${handler.with('selected')}
      });`,
  },
  {
    id: 'behind-shadow-root',
    kind: 'input-value',
    place: 'page',
    needsBrowser: true,
    event: 'event',
    type: 'Event',
    read: (event) => `(${event}.composedPath()[0] as HTMLInputElement).value ?? ''`,
    register: (handler) => `document.addEventListener('input', ${handler.fn});`,
  },
  {
    id: 'editable-text',
    kind: 'input-value',
    place: 'page',
    needsBrowser: true,
    event: 'event',
    type: 'Event',
    read: (event) => `(${event}.target as HTMLElement).textContent ?? ''`,
    register: (handler) => `document.addEventListener('input', ${handler.fn});`,
  },
  {
    id: 'form-data',
    kind: 'input-value',
    place: 'page',
    needsBrowser: true,
    event: 'event',
    type: 'SubmitEvent',
    read: (event) => `String(new FormData(${event}.target as HTMLFormElement).get('comment'))`,
    register: (handler) => `document.addEventListener('submit', ${handler.fn});`,
  },
];
