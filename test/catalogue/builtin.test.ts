import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { indexModels, patternsOf } from '../../src/catalogue/patterns.js';
import type { Model } from '../../src/model/catalogue.js';

const catalogue = builtinCatalogue();
const index = indexModels(catalogue);

describe('the built-in catalogue', () => {
  it('holds to its schemas, repeats nothing, and is every file on disk', () => {
    const { models, rules } = loadCatalogue('rules');
    expect(models).toHaveLength(readdirSync('rules/models').filter((name) => name.endsWith('.yaml')).length);
    const folders = readdirSync('rules', { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== 'models',
    );
    expect(rules.map(({ id }) => id)).toEqual(folders.map(({ name }) => name).sort());
  });

  it('describes more than a hundred packages and the platforms', () => {
    const packages = new Set(catalogue.models.flatMap((file) => file.package ?? []));
    const platform = catalogue.models.filter((file) => file.package === undefined).flatMap(({ models }) => models);
    expect(packages.size).toBeGreaterThanOrEqual(120);
    expect(platform.length).toBeGreaterThan(0);
  });

  it('survives being bundled', () => {
    expect(JSON.parse(JSON.stringify(catalogue))).toEqual(catalogue);
  });

  it.each(catalogue.models.map((file) => [patternsOf(file.package ?? file.platform ?? '').join(), file] as const))(
    '%s says which files are worth parsing only if it has sensors',
    (_, file) => {
      const hasSensor = file.models.some((model) => 'sensor' in model);
      if (hasSensor) expect(file.vocabulary ?? file.package).not.toHaveLength(0);
      else expect(file.vocabulary).toEqual([]);
    },
  );

  it('lets element handlers count only in analytics and logs', () => {
    const sensors = catalogue.models.flatMap(({ models }) => models).filter((model) => 'sensor' in model);
    for (const model of sensors.filter(({ reach }) => reach === 'element')) {
      expect(model.sinks).toBeDefined();
      expect(['analytics', 'log']).toEqual(expect.arrayContaining([...(model.sinks ?? [])]));
    }
  });
});

describe('what is where', () => {
  it.each([
    ['uiohook-napi#uIOhook.on', 'global', true],
    ['iohook#on', 'global', true],
    ['node-global-key-listener#GlobalKeyboardListener().addListener', 'global', true],
    ['keylogger.js#start', 'global', true],
    ['electron#desktopCapturer.getSources', 'global', true],
    ['?.mainWindow.capturePage', 'document', true],
    ['screenshot-desktop#', 'global', true],
    ['screenshot-desktop#all', 'global', true],
    ['?.captureImage', 'global', true],
    ['rrweb#record', 'sdk', true],
    ['global#rrweb.record', 'sdk', true],
    ['global#chrome.tabs.captureVisibleTab', 'global', true],
    ['webextension-polyfill#tabs.captureVisibleTab', 'global', true],
    ['active-win#', 'global', false],
    ['global#addEventListener', 'document', false],
    ['global#document.addEventListener', 'document', false],
    ['?.addEventListener', 'element', false],
    ['jsx#onKeyDown', 'element', false],
    ['@angular/core#@HostListener', 'document', false],
    ['vscode#workspace.onDidChangeTextDocument', 'document', false],
    ['global#navigator.mediaDevices.getDisplayMedia', 'global', false],
  ])('sensor %s', (path, reach, inherent) => {
    const [model] = index.sensorsAt(path);
    expect(model).toMatchObject({ reach });
    expect(model?.inherent ?? false).toBe(inherent);
  });

  it.each([
    ['global#fetch', 'network'],
    ['axios#', 'network'],
    ['axios#create().post', 'network'],
    ['global#navigator.sendBeacon', 'network'],
    ['global#WebSocket().send', 'network'],
    ['socket.io-client#io().emit', 'network'],
    ['socket.io#Server().emit', 'network'],
    ['@angular/common/http#HttpClient().post', 'network'],
    ['@aws-sdk/client-s3#PutObjectCommand', 'network'],
    ['fs#writeFileSync', 'disk'],
    ['fs/promises#appendFile', 'disk'],
    ['global#console.log', 'log'],
    ['electron-log#info', 'log'],
    ['?.logger.info', 'log'],
    ['global#localStorage.setItem', 'storage'],
    ['global#chrome.storage.local.set', 'storage'],
    ['global#document.cookie=', 'storage'],
    ['@prisma/client#PrismaClient().event.create', 'database'],
    ['typeorm#Repository().save', 'database'],
    ['mongoose#model()().save', 'database'],
    ['knex#()().insert', 'database'],
    ['nedb#().insert', 'database'],
    ['posthog-js#capture', 'analytics'],
    ['?.posthog.capture', 'analytics'],
    ['global#gtag', 'analytics'],
    ['openai#().files.create', 'model-training'],
    ['openai#OpenAI().fineTuning.jobs.create', 'model-training'],
  ])('sink %s is %s', (path, sink) => {
    expect(index.sinksAt(path).map((model) => model.sink)).toEqual([sink]);
  });

  it.each([
    ['global#process.env.RECORD', 'environment'],
    ['global#confirm', 'consent'],
    ['global#Cookiebot.consent.statistics', 'consent'],
    ['global#Cookiebot.hasResponse', 'answered'],
    ['react-cookie-consent#getCookieConsentValue', 'consent'],
    ['electron#dialog.showMessageBox().response', 'consent'],
    ['posthog-js#isFeatureEnabled', 'feature-flag'],
    ['global#navigator.doNotTrack', 'setting'],
    ['vscode#env.isTelemetryEnabled', 'setting'],
  ])('gate %s is %s', (path, gate) => {
    expect(index.gatesAt(path).map((model) => model.gate)).toEqual([gate]);
  });

  it.each([
    ['crypto#createHash().update().digest', []],
    ['global#btoa', []],
    ['dompurify#sanitize', []],
    ['maskdata#maskPassword', ['text', 'key', 'clipboard']],
  ])('redactor %s', (path, labels) => {
    expect(index.redactorsAt(path).map((model) => model.redactor)).toEqual([labels]);
  });

  it.each(['?.send', '?.emit', '?.capture', '?.track', '?.save', '?.create', '?.post', 'global#post', '?.query'])(
    '%s is nobody in particular',
    (path) => {
      expect(index.sinksAt(path)).toEqual([]);
    },
  );

  it('hears on IPC channels what is sent', () => {
    expect(index.sendsAt('electron#ipcRenderer.invoke').map(nameOf)).toEqual(['electron-main']);
    expect(index.receivesAt('electron#ipcMain.handle').map(nameOf)).toEqual(['electron-main']);
    expect(index.sendsAt('electron#BrowserWindow().webContents.send').map(nameOf)).toEqual(['electron-renderer']);
    expect(index.receivesAt('global#chrome.runtime.onMessage.addListener').map(nameOf)).toEqual([
      'extension-message',
      'extension-tab-message',
    ]);
  });
});

function nameOf(model: Model): string {
  return 'channel' in model ? model.channel : '';
}

describe('rule pages', () => {
  const HEADINGS = ['## What it finds', '## Why it matters', '## Bad', '## Good', '## When to waive', '## References'];

  it.each(catalogue.rules.map((rule) => [rule.id, rule] as const))(
    '%s has every heading, once and in order',
    (id, { page }) => {
      expect(page.startsWith(`# ${id}\n`)).toBe(true);
      expect(page.split('\n').filter((line) => line.startsWith('## '))).toEqual(HEADINGS);
    },
  );

  it.each(catalogue.rules.map((rule) => [rule.id, rule] as const))(
    '%s shows one bad and one good program',
    (_, { page }) => {
      for (const heading of ['Bad', 'Good']) {
        const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
        expect(section.match(/^```ts$/gm)).toHaveLength(1);
        expect(section).toContain('import ');
      }
    },
  );

  it.each(catalogue.rules.map((rule) => [rule.id, rule] as const))(
    '%s words its message with known names',
    (_, { message }) => {
      for (const [, name] of message.matchAll(/\{(\w+)\}/g))
        expect(['api', 'sensor', 'sink', 'reason']).toContain(name);
    },
  );
});

it('publishes schemas that are JSON', () => {
  for (const name of ['models', 'config', 'rule'])
    expect(JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8'))).toHaveProperty('$schema');
});
