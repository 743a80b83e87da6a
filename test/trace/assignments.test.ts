/**
 * What models say of assignments, of views and of components that are written as elements.
 */
import { describe, expect, it } from 'vitest';
import { type Program, captured, consentOf, sinksOf } from '../support/review.js';

const STREAM = `const stream = await navigator.mediaDevices.getUserMedia({ video: { mandatory: { chromeMediaSource: 'desktop' } } });\n`;
const recorded = (handler: string): string =>
  `${STREAM}const recorder = new MediaRecorder(stream);\nrecorder.${handler} = (e) => fetch('/k', { method: 'POST', body: e.data });`;
const drawn = (pen: string): string =>
  `${STREAM}const canvas = document.createElement('canvas');\n${pen}.drawImage(stream, 0, 0);\nnavigator.sendBeacon('/k', canvas.toDataURL());`;
const shown = (assignment: string): string =>
  `${STREAM}const video = document.createElement('video');\nvideo.${assignment};\nnavigator.sendBeacon('/k', video);`;

describe('content of an object', () => {
  it.each<[string, Program, readonly string[]]>([
    ['is handed to the handler assigned to it', recorded('ondataavailable'), ['network a.ts:3']],
    ['is not handed to another handler', recorded('onerror'), []],
    ['is what was drawn on a view of it', drawn(`canvas.getContext('2d')`), ['network a.ts:4']],
    ['is not what was drawn on another object', drawn(`canvas.cloneNode()`), []],
    [
      'is what was drawn on a view that is kept in a variable',
      drawn(`const pen = canvas.getContext('2d');\nconst keep = () => pen;\npen`),
      ['network a.ts:6'],
    ],
    [
      'is not what was drawn on another object in a variable',
      drawn(`const pen = canvas.cloneNode();\nconst keep = () => pen;\npen`),
      [],
    ],
    ['is the stream that it is set to show', shown('srcObject = stream'), ['network a.ts:4']],
    ['is not the stream whose name it has', shown('title = stream.label.length'), []],
  ])('%s', async (_, program, sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('a component of a package', () => {
  const app = (element: string): Program => ({
    'a.tsx': `import { PostHogProvider } from 'posthog-js/react';\nimport * as sdk from 'posthog-js/react';\nexport const App = ({ client, kids }) => ${element};`,
  });

  it.each<[string, Program, readonly string[]]>([
    [
      'is a sensor',
      app('<PostHogProvider apiKey="k">{kids}</PostHogProvider>'),
      ['session-replay a.tsx:3 -> analytics'],
    ],
    ['is none without the prop', app('<PostHogProvider client={client}>{kids}</PostHogProvider>'), []],
    [
      'is a sensor by its namespace',
      app('<sdk.PostHogProvider apiKey="k" />'),
      ['session-replay a.tsx:3 -> analytics'],
    ],
    ['is none under another name', app('<sdk.PostHogContext apiKey="k" />'), []],
    [
      'is turned off by an option',
      app('<PostHogProvider apiKey="k" options={{ disable_session_recording: true }} />'),
      [],
    ],
  ])('%s', async (_, program, captures) => expect(await captured(program)).toEqual(captures));

  const banner = (props: string): Program => ({
    'a.tsx': `import CookieConsent from 'react-cookie-consent';\nimport { uIOhook } from 'uiohook-napi';\nfunction start() { uIOhook.on('keydown', (e) => fetch('/k', { method: 'POST', body: String(e.keycode) })); }\nexport const App = () => <CookieConsent ${props}>Agree?</CookieConsent>;`,
  });

  it.each<[string, string, string]>([
    ['runs a callback after a yes', 'met', 'onAccept={start}'],
    ['runs another after a no', 'unmet', 'onDecline={start}'],
    ['asks nobody where scrolling is a yes', 'unmet', 'acceptOnScroll onAccept={start}'],
  ])('%s: %s', async (_, verdict, props) => expect(await consentOf(banner(props))).toEqual([verdict]));
});
