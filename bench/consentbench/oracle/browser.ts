/**
 * Runs programs that need a real DOM in headless Chromium, where there is one.
 *
 * One start of the browser lives all lives of a program, each in a frame. What it writes down is judged by the same
 * facts as what is seen in Node.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../browser-path.js';
import type { Program } from '../model.js';
import { ROOT } from '../root.js';
import { Canary, type Variant } from './canary.js';
import { transpiled } from './load.js';
import type { PersonKind } from './live.js';
import type { Delivery } from './world.js';

export interface BrowserLife {
  readonly person: PersonKind;
  readonly variantOf: (round: number) => Variant;
}

const ROUNDS = [0, 1, 2, 3, 4, 5];

/** The page in which a program is lived through; its last script waits for nothing but virtual time. */
export function pageFor(program: Program, lives: readonly BrowserLife[]): string {
  const modules = Object.fromEntries(
    Object.entries(program.files).map(([path, text]) => [path, transpiled(path, text)]),
  );
  const secrets = { first: secretsOf('first'), second: secretsOf('second') };
  const data = lives.map(({ person, variantOf }) => ({ person, secrets, variants: ROUNDS.map(variantOf) }));
  const script = readFileSync(join(ROOT, 'bench/consentbench/oracle/browser-page.js'), 'utf8');
  const constants = { LIVES: data, ENTRIES: program.entries, MODULES: modules };
  const head = Object.entries(constants).map(
    ([name, value]) => `const ${name} = ${JSON.stringify(value).replaceAll('<', '\\u003c')};`,
  );
  return `<!doctype html><meta charset="utf-8"><body><script type="module">\n${head.join('\n')}\n${script}</script></body>\n`;
}

function secretsOf(variant: Variant): string[] {
  const canary = new Canary(() => variant);
  return [1, 2].map(() => {
    canary.step();
    return canary.text();
  });
}

/** Gets what arrived in each life, in the order of the lives. */
export function liveInBrowser(program: Program, lives: readonly BrowserLife[]): readonly (readonly Delivery[])[] {
  const browser = findBrowser();
  if (browser === undefined) throw new Error('a program that needs a browser was run without one');
  const folder = mkdtempSync(join(tmpdir(), 'consentbench-page-'));
  try {
    writeFileSync(join(folder, 'page.html'), pageFor(program, lives));
    const args = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`];
    const budget = ['--virtual-time-budget=20000000', '--dump-dom', `file://${join(folder, 'page.html')}`];
    const { stdout } = spawnSync(browser, [...args, ...budget], {
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 2 ** 28,
    });
    return resultIn(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function resultIn(html: string): readonly (readonly Delivery[])[] {
  const text = /<pre id="result">([^]*?)<\/pre>/.exec(html)?.[1];
  if (text === undefined) throw new Error('the browser gave no result');
  const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return JSON.parse(plain) as Delivery[][];
}
