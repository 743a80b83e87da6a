/**
 * The scripts around the catalogue: the pages under docs/ are written from it, and packages are held against it.
 *
 * Needs `npm run build`, and no network: the packages here are made up and lie in the cache already.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'consentlint-scripts-'));
afterAll(() => rmSync(base, { recursive: true }));

function node(script: string, ...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, script), ...args], { encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

it('the pages under docs/ say what rules/ says', () => {
  expect(node('scripts/docs/main.mjs', '--check')).toEqual({ code: 0, output: '' });
});

const DECLARED = `export interface Stroke { key: string; repeat: boolean }
export declare class Recorder {
  on(event: 'key' | 'idle', handler: (stroke: Stroke) => void): void;
}
export declare function send(text: string, options?: { level: 'low' | 'high'; mask?: { text?: boolean } }): Promise<{ sent: boolean }>;
declare class Component<Props> { constructor(props: Props); }
export declare class Banner extends Component<{ onAccept?: () => void }> {}
interface Query extends PromiseLike<{ found: number }> { put(text: string): void }
export declare function query(): Query;
export declare function onShow(run: () => void | (() => void)): void;
// Extends itself, as no right declaration does.
export interface Ring extends Ring { turn(): void }
`;
const MODEL = `package: recorder
source: a test
models:
  - api: new Recorder().on
    when: { arg0: [key] }
    sensor: keystroke
    label: key
    reach: global
    payload: arg1.param0
    content: [key]
    inherent: true
  - { api: send, sink: network, when: { arg1.mask.text: [false] }, takes: [arg0] }
  - { api: send().sent, gate: consent }
  - { api: send, propagates: [arg0 -> return.sent] }
  - api: new Recorder().on
    when: { arg0: [idle] }
    sensor: app-activity
    label: title
    reach: global
    payload: arg1.param0.repeat
  - { api: Banner, gate: consent, callback: arg0.onAccept }
  - { api: [query().put, Ring().turn], sink: database }
  - { api: query().found, gate: answered }
  - { api: onShow, runs: unmount, callback: arg0.return }
`;
/** Two releases that declare a half each. */
const RELEASES: Readonly<Record<string, string>> = {
  '8': 'export declare function before(text: string): void;\n',
  '9': 'export declare function after(text: string): void;\n',
};
/** A pattern that names no export, and packages: one declares it, one builds on that one, one has nothing of it. */
const KEEPERS: Readonly<Record<string, string>> = {
  keeper: 'export interface Kept { keepAll(text: string): void }\n',
  wrapper: "export * from 'keeper';\n",
  stranger: 'export declare const nothing: string;\n',
};

const BROKEN: Readonly<Record<string, readonly [string, string, string]>> = {
  argument: ['takes: [arg0]', 'takes: [arg4]', 'models[1]: arg4 is not declared'],
  handed: ['return.sent]', 'return.text]', 'models[3]: return.text is not declared'],
  handler: ['param0.repeat', 'param0.again', 'models[4]: arg1.param0.again is not declared'],
  component: ['arg0.onAccept', 'arg0.onAgree', 'models[5]: arg0.onAgree is not declared'],
  event: ['arg0: [key]', 'arg0: [kye]', 'models[0]: arg0 is never kye; it is one of key, idle'],
  export: ['api: send,', 'api: submit,', 'models[1]: submit is not declared'],
  method: ['Recorder().on', 'Recorder().once', 'models[0]: new Recorder().once is not declared'],
  option: ['mask.text', 'mask.txt', 'models[1]: arg1.mask.txt is not declared'],
  given: ['arg0.return', 'arg0.result', 'models[8]: arg0.result is not declared'],
  payload: ['content: [key]', 'content: [text]', 'models[0]: arg1.param0.text is not declared'],
  own: ['query().put', 'query().putAll', 'models[6]: query().putAll is not declared'],
  promised: ['send().sent', 'send().done', 'models[2]: send().done is not declared'],
};

/** One run over all of it: a process that reads the language's own declarations takes seconds. */
describe('a package', () => {
  let code: number | null;
  let output = '';
  beforeAll(() => {
    const folder = mkdtempSync(join(base, 'verify-'));
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    const model = (name: string, text: string): void =>
      write(`rules/models/${name}.yaml`, text.replace('package: recorder', `package: ${name}`));
    for (const name of ['recorder', 'plain', 'absent']) model(name, MODEL);
    write(
      'rules/models/releases.yaml',
      `package: releases\nversions: '8 || 9'\nsource: a test\nmodels:\n  - { api: [before, after], sink: network }\n`,
    );
    write(
      'rules/models/keepers.yaml',
      `package: [${Object.keys(KEEPERS).join(', ')}]\nsource: a test\nmodels:\n  - { api: '*.keepAll', sink: disk }\n`,
    );
    write(
      'rules/models/pages.yaml',
      "package: keeper\nsource: a test\nmodels:\n  - { api: page, route: any, file: '/^pages(\\/.*)\\.ts$/' }\n",
    );
    copyFileSync(join(ROOT, 'rules/names.yaml'), join(folder, 'rules/names.yaml'));
    for (const [name, [good, bad]] of Object.entries(BROKEN)) model(name, MODEL.replace(good, bad));
    const here = ['recorder', 'plain', ...Object.keys(BROKEN)];
    const fetched: [string, { version: string }][] = [];
    const packed = (name: string, range: string, version: string): string => {
      fetched.push([`${name}@${range}`, { version }]);
      const place = `cache/store/${name}@${version}`;
      write(`${place}/package.json`, JSON.stringify({ name, version }));
      return place;
    };
    for (const [major, text] of Object.entries(RELEASES))
      write(`${packed('releases', major, `${major}.0.0`)}/index.d.ts`, text);
    for (const [name, text] of Object.entries(KEEPERS)) write(`${packed(name, 'latest', '1.0.0')}/index.d.ts`, text);
    for (const name of here) {
      const place = packed(name, 'latest', '1.0.0');
      if (name === 'plain') write(`${place}/index.js`, 'exports.Recorder = class { on() {} };\n');
      else write(`${place}/index.d.ts`, DECLARED);
    }
    write('cache/packages.json', JSON.stringify(Object.fromEntries(fetched)));
    const places = [`--rules=${join(folder, 'rules')}`, `--cache=${join(folder, 'cache')}`];
    ({ code, output } = node('scripts/verify-catalogue/main.mjs', '--offline', ...places));
  });

  /** Gets what was said of one model file. */
  const saidOf = (name: string): string => new RegExp(`^${name}\\n((?:  .*\\n)*)`, 'm').exec(output)?.[1] ?? '';

  it('that declares what its models say is fine', () => {
    expect(saidOf('recorder')).toBe('  recorder 1.0.0: checked\n');
  });

  it.each(Object.entries(BROKEN))('that lacks what is said of the %s is a problem', (name, [, , problem]) => {
    expect(saidOf(name)).toBe(`  ${name} 1.0.0: checked\n  PROBLEM ${problem}\n`);
  });

  it('of several releases is held to what any of them declares', () => {
    expect(saidOf('releases')).toBe('  releases 9.0.0: checked\n  releases 8.0.0: checked\n');
  });

  it('has a pattern that names no export if it declares it, or builds on what does', () => {
    expect(saidOf('keepers')).toContain(
      'stranger 1.0.0: checked\n  PROBLEM models[0]: stranger has none of the patterns\n',
    );
    expect(saidOf('keepers').match(/PROBLEM/g)).toHaveLength(1);
  });

  it('is not asked for what the files of a program export', () => {
    expect(saidOf('pages')).toBe('  keeper 1.0.0: checked\n');
  });

  it('without declarations is looked through for the names, which can only confirm', () => {
    expect(saidOf('plain')).toContain('no declarations; names looked for in its text');
    expect(saidOf('plain')).toContain('not in its text: send, send().sent');
    expect(saidOf('plain')).not.toContain('PROBLEM');
  });

  it('that is not here is said to be missing, and is no problem offline', () => {
    expect(saidOf('absent')).toBe('  absent: not fetched\n');
  });

  it('fails the run when it lacks something', () => {
    expect(code).toBe(1);
    expect(output).toContain(`, ${Object.keys(BROKEN).length + 1} problems\n`);
  });
});
