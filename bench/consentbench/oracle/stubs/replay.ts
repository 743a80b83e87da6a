/**
 * Session replay, as the documentation of each SDK describes its defaults and options for hiding.
 *
 * Each event tells what was typed, what the page showed, and where the pointer was. The position always goes out.
 */
import type { World } from '../world.js';
import type { StubMakers } from './types.js';

interface Hidden {
  readonly inputs: boolean;
  readonly text: boolean;
}

const stars = (text: string): string => text.replace(/./g, '*');

function stepOf(world: World, hidden: Hidden): Record<string, unknown> {
  const text = world.canary.text();
  const { x, y } = world.place.point();
  return {
    at: world.clock.now,
    pointer: { x, y },
    typed: hidden.inputs ? stars(text) : text,
    page: hidden.text ? stars(`Dear ${text}`) : `Dear ${text}`,
  };
}

function sends(world: World, sink: string, hidden: Hidden): void {
  world.sense({ label: 'session', reach: 'sdk' }, () => world.deliver('analytics', sink, stepOf(world, hidden)));
}

type Options = Readonly<Record<string, unknown>>;
const inner = (options: Options | undefined, name: string): Options => (options?.[name] as Options | undefined) ?? {};

export const REPLAY: StubMakers = {
  rrweb: (world) => ({
    record: (options: Options & { emit: (event: unknown) => unknown }) => {
      const hidden = { inputs: options.maskAllInputs === true, text: options.maskTextSelector === '*' };
      world.sense({ label: 'session', reach: 'sdk' }, () => void options.emit(stepOf(world, hidden)));
    },
  }),
  'posthog-js': (world) => ({
    init: (_key: string, options?: Options) => {
      const replay = inner(options, 'session_recording');
      sends(world, 'posthog', { inputs: replay.maskAllInputs !== false, text: replay.maskTextSelector === '*' });
    },
    capture: (...data: unknown[]) => world.deliver('analytics', 'posthog', ...data),
  }),
  logrocket: (world) => ({
    init: (_app: string, options?: Options) => {
      const dom = inner(options, 'dom');
      sends(world, 'logrocket', { inputs: dom.inputSanitizer === true, text: dom.textSanitizer === true });
    },
  }),
  '@sentry/browser': (world) => ({
    init: () => undefined,
    replayIntegration: (options?: Options) =>
      sends(world, 'sentry', { inputs: options?.maskAllInputs !== false, text: options?.maskAllText !== false }),
  }),
  '@datadog/browser-rum': (world) => ({
    datadogRum: {
      init: (options: Options) => {
        const level = options.defaultPrivacyLevel ?? 'mask-user-input';
        sends(world, 'datadog', { inputs: level !== 'allow', text: level === 'mask' });
      },
    },
  }),
  'mixpanel-browser': (world) => ({
    init: (_token: string, options?: Options) => {
      if (!options?.record_sessions_percent) return;
      const isOff = (name: string): boolean => options[name] === false;
      sends(world, 'mixpanel', { inputs: !isOff('record_mask_all_inputs'), text: !isOff('record_mask_all_text') });
    },
    track: (...data: unknown[]) => world.deliver('analytics', 'mixpanel', ...data),
  }),
};
