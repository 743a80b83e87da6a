/** What limits a capture that sees beyond the app's own window: each limit beside the same code without it. */
import { describe, expect, it } from 'vitest';
import { scanProgram, verdictsOf } from '../support/review.js';

const scopeOf = (program: Parameters<typeof verdictsOf>[0]): Promise<readonly unknown[]> =>
  verdictsOf(program, 'scope');

const hook = (handler: string, before = ''): string => `
  import { uIOhook } from 'uiohook-napi';
  import { activeWindow } from 'get-windows';
  import { isKnown } from './elsewhere';
  const ALLOWED = new Set(['Tickets']);
  const send = (key: number) => fetch('/keys', { method: 'POST', body: String(key) });
  ${before}
  uIOhook.on('keydown', async (event) => { ${handler} });`;

describe('a list of applications', () => {
  it.each([
    ['none', 'unmet', hook('await send(event.keycode);')],
    [
      'asked in the handler',
      'met',
      hook('if (!ALLOWED.has((await activeWindow())?.owner.name)) return; await send(event.keycode);'),
    ],
    [
      'asked in a function',
      'met',
      hook(
        'if (!(await isAllowed())) return; await send(event.keycode);',
        'async function isAllowed() { return ALLOWED.has((await activeWindow())?.owner.name); }',
      ),
    ],
    [
      'asked in a function whose answer nobody heeds',
      'unmet',
      hook(
        'await isAllowed(); await send(event.keycode);',
        'async function isAllowed() { return ALLOWED.has((await activeWindow())?.owner.name); }',
      ),
    ],
    [
      'asked in a function that says yes all the same',
      'unmet',
      hook('if (!isAllowed()) return; await send(event.keycode);', 'function isAllowed() { return true; }'),
    ],
    [
      'of one name',
      'met',
      hook("if ((await activeWindow())?.owner.name !== 'Tickets') return; await send(event.keycode);"),
    ],
    [
      'that says only what changed',
      'unmet',
      hook(
        'const { title } = (await activeWindow()) ?? {}; if (title === last) return; await send(event.keycode);',
        'let last: string | undefined;',
      ),
    ],
    [
      'of what is left out',
      'unmet',
      hook('if (ALLOWED.has((await activeWindow())?.owner.name)) return; await send(event.keycode);'),
    ],
    [
      'that could not be read',
      'unproven',
      hook(
        'if (!isAllowedApp(event)) return; await send(event.keycode);',
        "import { isAllowedApp } from 'company-policy';",
      ),
    ],
    ['asked after the content left', 'unmet', hook('await send(event.keycode); if (!ALLOWED.has(event.app)) return;')],
    [
      'asked where the hook is switched on',
      'met',
      `import { uIOhook } from 'uiohook-napi';
       import { activeWindow } from 'get-windows';
       const ALLOWED = ['Tickets'];
       async function start() {
         const front = await activeWindow();
         if (!front || !ALLOWED.includes(front.owner.name)) return;
         uIOhook.on('keydown', (event) => fetch('/keys', { method: 'POST', body: String(event.keycode) }));
       }
       void start();`,
    ],
  ])('%s: %s', async (_, verdict, program) => {
    expect(await scopeOf(program)).toEqual([verdict]);
  });

  it('is for each sink to pass', async () => {
    const both = (check: string): string =>
      hook(`console.log(event.keycode); ${check} await send(event.keycode);`, 'const name = process.title;');
    expect(await scopeOf(both('if (!ALLOWED.has(front.owner.name)) return;'))).toEqual(['unmet']);
  });
});

describe('where nothing is wider than the app', () => {
  const page = "document.addEventListener('keydown', (event) => fetch('/keys', { method: 'POST', body: event.key }));";

  it.each([
    ["the page's own keys", 'not-applicable', page],
    [
      'a hook that only counts',
      'not-applicable',
      "import { uIOhook } from 'uiohook-napi'; let n = 0; uIOhook.on('keydown', () => { n += 1; console.log(n); });",
    ],
    [
      'what the person picked',
      'not-applicable',
      "async function share() { const shown = await navigator.mediaDevices.getDisplayMedia(); await fetch('/s', { method: 'POST', body: shown }); } void share();",
    ],
    [
      'the whole screen',
      'unmet',
      "import { desktopCapturer } from 'electron'; async function share() { const shown = await desktopCapturer.getSources({ types: ['screen'] }); await fetch('/s', { method: 'POST', body: shown[0].thumbnail.toPNG() }); } void share();",
    ],
  ])('%s: %s', async (_, verdict, program) => {
    expect(await scopeOf(program)).toEqual([verdict]);
  });
});

describe('an extension', () => {
  const key = "fetch('/keys', { method: 'POST', body: event.key })";
  const content = (body: string): string => `document.addEventListener('keydown', (event) => { ${body} });`;
  const extension = (matches: string, code: string, js = 'content.js'): Record<string, string> => ({
    'manifest.json': JSON.stringify({ manifest_version: 3, content_scripts: [{ matches: [matches], js: [js] }] }),
    'content.ts': code,
  });
  const unsecret = (body: string): string => content(`if (event.target.type === 'password') return; ${body}`);

  it.each([
    ['in every page', 'unmet', extension('<all_urls>', unsecret(key))],
    ['in every page by scheme', 'unmet', extension('https://*/*', unsecret(key))],
    ['in listed sites', 'met', extension('https://crm.example.invalid/*', unsecret(key))],
    ['in listed sites, with password fields', 'unmet', extension('https://crm.example.invalid/*', content(key))],
    [
      'in every page, and a host is asked for',
      'met',
      extension('<all_urls>', unsecret(`if (location.hostname !== 'crm.example.invalid') return; ${key}`)),
    ],
    [
      'in every page, and a scheme is asked for',
      'unmet',
      extension('<all_urls>', unsecret(`if (!location.href.startsWith('https://')) return; ${key}`)),
    ],
    ['built under another name', 'unmet', extension('<all_urls>', unsecret(key), 'content.bundle.js')],
    ['of another script', 'not-applicable', extension('<all_urls>', unsecret(key), 'other.js')],
    [
      'with no content scripts',
      'not-applicable',
      { 'manifest.json': JSON.stringify({ name: 'A web application' }), 'content.ts': unsecret(key) },
    ],
    [
      'in what the content script imports',
      'unmet',
      {
        ...extension('<all_urls>', "import './keys';"),
        'keys.ts': unsecret(key),
      },
    ],
  ])('%s: %s', async (_, verdict, program) => {
    expect(await scopeOf(program)).toEqual([verdict]);
  });

  it('skips a password where it chooses what to send', async () => {
    const chosen = content(
      "const text = event.target.type === 'password' ? '' : event.key; fetch('/keys', { method: 'POST', body: text })",
    );
    expect(await scopeOf(extension('https://crm.example.invalid/*', chosen))).toEqual(['met']);
  });
});

it('shows the line that limits, and the line that sees', async () => {
  const { captures } = await scanProgram(
    hook('if (!ALLOWED.has((await activeWindow())?.owner.name)) return; await send(event.keycode);'),
  );
  expect(captures[0]?.obligations.scope?.evidence.map(({ note }) => note)).toEqual([
    'only listed applications or sites pass',
    'it hears the keys of every application',
  ]);
});

describe('private windows', () => {
  const extension = (incognito: string): Record<string, string> => ({
    'manifest.json': `{ "manifest_version": 3, "incognito": "${incognito}", "content_scripts": [{ "matches": ["<all_urls>"], "js": ["content.js"] }] }`,
    'content.ts':
      "document.addEventListener('keydown', (event) => fetch('/keys', { method: 'POST', body: event.key }));",
  });
  const evidence = async (program: Record<string, string>): Promise<readonly string[]> =>
    (await scanProgram(program)).captures.flatMap(({ obligations }) =>
      (obligations.scope?.evidence ?? []).map(({ note }) => note),
    );

  it('are shown where the manifest leaves them out', async () => {
    expect(await evidence(extension('not_allowed'))).toContain('it does not run in private windows');
    expect(await evidence(extension('spanning'))).not.toContain('it does not run in private windows');
  });

  it('are no finding: the person allows an extension there', async () => {
    expect(await scopeOf(extension('not_allowed'))).toEqual(await scopeOf(extension('spanning')));
  });
});
