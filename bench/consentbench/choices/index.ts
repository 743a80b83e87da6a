/** Every choice by its dimension. */
import type { Dimension } from '../model.js';
import { ANSWERS } from './answers.js';
import { EXITS } from './exits.js';
import { FLOWS } from './flows.js';
import { GATES } from './gates.js';
import { REDACTIONS } from './redactions.js';
import { findBrowser } from '../browser-path.js';
import { BROWSER_SENSORS } from './sensors-browser.js';
import { MEDIA_SENSORS } from './sensors-media.js';
import { EDITOR_SENSORS, NODE_SENSORS } from './sensors-node.js';
import { PAGE_SENSORS } from './sensors-page.js';
import { REPLAY_SENSORS } from './sensors-replay.js';
import { SINKS } from './sinks.js';
import type { Answer, Flow, Gate, Redaction, Sensor, Sink } from './types.js';

const SENSORS: readonly Sensor[] = [
  ...PAGE_SENSORS,
  ...MEDIA_SENSORS,
  ...NODE_SENSORS,
  ...EDITOR_SENSORS,
  ...REPLAY_SENSORS,
  ...BROWSER_SENSORS,
];

export const FILE_LAYOUTS = ['one', 'split', 'barrel', 'cjs'] as const;
export const UNITS = ['function', 'arrow', 'class', 'object', 'factory', 'component'] as const;
export const CALLERS = ['one', 'two', 'one-open', 'later', 'when-ready'] as const;
export const SITES = ['start', 'handler', 'sink', 'caller'] as const;

const ids = (choices: readonly { readonly id: string }[]): readonly string[] => choices.map(({ id }) => id);

/** Without a browser, what needs one is written but not chosen. */
export function canRun({ needsBrowser }: { readonly needsBrowser?: boolean }): boolean {
  return !needsBrowser || findBrowser() !== undefined;
}

/** What may be chosen; what goes with what is in `compose/fits.ts`. */
export const CHOICES: Readonly<Record<Dimension, readonly string[]>> = {
  sensor: ids(SENSORS.filter(canRun)),
  flow: ids(FLOWS),
  gate: ids(GATES),
  site: SITES,
  answer: ids(ANSWERS),
  redaction: ids(REDACTIONS),
  sink: ids(SINKS),
  files: FILE_LAYOUTS,
  unit: UNITS,
  callers: CALLERS,
  exit: ids(EXITS),
};

function finder<T extends { readonly id: string }>(choices: readonly T[]): (id: string) => T {
  const byId = new Map(choices.map((choice) => [choice.id, choice]));
  if (byId.size !== choices.length) throw new Error(`a choice is there twice: ${ids(choices).join(' ')}`);
  return (id) => {
    const found = byId.get(id);
    if (!found) throw new Error(`no such choice: ${id}`);
    return found;
  };
}

export const sensorOf = finder<Sensor>(SENSORS);
export const flowOf = finder<Flow>(FLOWS);
export const gateOf = finder<Gate>(GATES);
export const answerOf = finder<Answer>(ANSWERS);
export const redactionOf = finder<Redaction>(REDACTIONS);
export const sinkOf = finder<Sink>(SINKS);
export const exitOf = finder(EXITS);
