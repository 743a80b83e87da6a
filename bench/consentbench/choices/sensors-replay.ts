/** Session replay: one recorder that hands its events over, and SDKs that send by themselves. */
import { code } from '../text.js';
import type { Import, Sensor } from './types.js';

type Hides = 'default' | 'all' | 'nothing';

function sdk(id: string, imports: readonly Import[], start: (hides: Hides) => string): Sensor {
  return {
    id,
    kind: 'session-replay',
    place: 'page',
    imports,
    event: 'event',
    type: 'unknown',
    read: (e) => `JSON.stringify(${e})`,
    register: () => start('default'),
    sdk: start,
  };
}

const option = (text: string): string => (text === '' ? '' : `, ${text}`);

export const REPLAY_SENSORS: readonly Sensor[] = [
  {
    id: 'rrweb-record',
    kind: 'session-replay',
    place: 'page',
    imports: [{ from: 'rrweb', names: ['record'] }],
    event: 'step',
    type: 'unknown',
    read: (e) => `JSON.stringify(${e})`,
    register: (handler) => code`
      record({
        emit: ${handler.fn},
      });`,
  },
  {
    id: 'rrweb-masked',
    kind: 'session-replay',
    place: 'page',
    imports: [{ from: 'rrweb', namespace: 'rrweb' }],
    event: 'step',
    type: 'unknown',
    read: (e) => `JSON.stringify(${e})`,
    register: (handler) => code`
      rrweb.record({
        maskAllInputs: true,
        maskTextSelector: '*',
        emit: ${handler.fn},
      });`,
  },
  sdk('posthog-init', [{ from: 'posthog-js', default: 'posthog' }], (hides) => {
    const options = {
      default: '',
      all: `session_recording: { maskAllInputs: true, maskTextSelector: '*' }`,
      nothing: 'session_recording: { maskAllInputs: false }',
    }[hides];
    return `posthog.init('phc_key', { api_host: 'https://metrics.example.invalid'${option(options)} });`;
  }),
  sdk('logrocket-init', [{ from: 'logrocket', default: 'LogRocket' }], (hides) =>
    hides === 'all'
      ? `LogRocket.init('team/app', { dom: { inputSanitizer: true, textSanitizer: true } });`
      : hides === 'nothing'
        ? `LogRocket.init('team/app', { dom: { inputSanitizer: false } });`
        : `LogRocket.init('team/app');`,
  ),
  sdk('sentry-replay', [{ from: '@sentry/browser', namespace: 'Sentry' }], (hides) => {
    const options = {
      default: '',
      all: '{ maskAllText: true }',
      nothing: '{ maskAllText: false, blockAllMedia: false }',
    }[hides];
    return code`
      Sentry.init({
        dsn: 'https://key@errors.example.invalid/1',
        replaysSessionSampleRate: 1,
        integrations: [Sentry.replayIntegration(${options})],
      });`;
  }),
  sdk('datadog-replay', [{ from: '@datadog/browser-rum', names: ['datadogRum'] }], (hides) => {
    const level = { default: '', all: `defaultPrivacyLevel: 'mask'`, nothing: `defaultPrivacyLevel: 'allow'` }[hides];
    return `datadogRum.init({ applicationId: 'app', clientToken: 'token', sessionReplaySampleRate: 100${option(level)} });`;
  }),
  sdk('mixpanel-replay', [{ from: 'mixpanel-browser', default: 'mixpanel' }], (hides) => {
    const options = {
      default: '',
      all: 'record_mask_all_text: true, record_mask_all_inputs: true',
      nothing: 'record_mask_all_text: false, record_mask_all_inputs: false',
    }[hides];
    return `mixpanel.init('token', { record_sessions_percent: 100${option(options)} });`;
  }),
];
