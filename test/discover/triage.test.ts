import { describe, expect, it } from 'vitest';
import { compileVocabulary } from '../../src/discover/triage.js';
import { discoverIn, makeTree } from './temp-tree.js';

describe('vocabulary', () => {
  const names = compileVocabulary([
    'uiohook-napi',
    '@scope/replay',
    'desktopCapturer',
    'onkeydown=',
    'posthog',
    { word: 'addEventListener', near: ['keydown', 'mousemove'] },
    { word: 'onChange', near: ['analytics'], apart: ['@angular/core'] },
    { word: 'listenTo', pieces: ['keydown', 'paste'] },
  ]);

  it.each([
    "import { uIOhook } from 'uiohook-napi';",
    'import "@scope/replay/react"',
    'electron.desktopCapturer.getSources()',
    'window.onkeydown=f',
    'posthog-js',
    'document.addEventListener("keydown", f)',
    'const EVENTS = ["mousemove"]; for (const e of EVENTS) addEventListener(e, f)',
    'onChange={() => analytics.track()}',
    "import { x } from '@angular/forms'; onChange = () => analytics.track()",
    'const P = "key"; listenTo(`${P}down`, f)',
    'const S = "down"; listenTo(`key${S}`, f)',
    "listenTo('pa' + rest, f); rest = 'ste'",
  ])('is found in %j', (text) => {
    expect(names(text)).toBe(true);
  });

  it.each([
    '',
    'myDesktopCapturer',
    'desktopCapturers',
    'desktopCapturer$',
    'addEventListener("click", f)',
    'keydown mousemove analytics',
    'onChange={f} keydown',
    "import { x } from '@angular/core'; onChange = () => analytics.track()",
    'myposthog',
    'const P = "key"; listen(`${P}down`, f)',
    'const P = "page"; listenTo(`${P}down`, f)',
    'const P = "key"; listenTo(`${P}stone`, f)',
    "listenTo('key', 'down')",
  ])('is not found in %j', (text) => {
    expect(names(text)).toBe(false);
  });

  it('may be empty or of pairs alone', () => {
    expect(compileVocabulary([])('anything')).toBe(false);
    expect(compileVocabulary([{ word: 'a', near: ['b'] }])('a')).toBe(false);
    expect(compileVocabulary([{ word: 'a', near: ['b'] }])('b a')).toBe(true);
  });

  it('makes the seeds, in order', () => {
    const tree = discoverIn(makeTree({ 'b.ts': 'posthog', 'a/c.ts': 'posthog', 'd.ts': '' }), {
      vocabulary: ['posthog'],
    });
    expect(tree.seeds).toEqual(['a/c.ts', 'b.ts']);
    expect(tree.files.size).toBe(3);
  });
});
