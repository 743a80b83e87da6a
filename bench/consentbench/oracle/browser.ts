/**
 * Runs programs that need a real DOM in headless Chromium, where there is one.
 *
 * All lives of a program are lived in one page, each in a frame, and no two programs share a page. What a page writes
 * down is judged by the same facts as what is seen in Node.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../browser-path.js';
import type { Program } from '../model.js';
import { ROOT } from '../root.js';
import { Canary, type Variant } from './canary.js';
import { Chromium } from './chromium.js';
import { transpiled } from './load.js';
import { type PersonKind, ROUNDS } from './live.js';
import type { World } from './world.js';

export interface BrowserLife {
  readonly person: PersonKind;
  readonly variantOf: (round: number) => Variant;
}

/** What is left of a life in a page. */
type Left = Pick<World, 'deliveries' | 'errors'>;

/** Started by the first program that needs it. */
let browser: Chromium | undefined;

/** Gets what each life left, in the order of the lives. */
export async function liveInBrowser(program: Program, lives: readonly BrowserLife[]): Promise<readonly Left[]> {
  const path = findBrowser();
  if (path === undefined) throw new Error('a program that needs a browser was run without one');
  browser ??= new Chromium(path);
  return (await browser.evaluate(scriptFor(program, lives))) as Left[];
}

function scriptFor(program: Program, lives: readonly BrowserLife[]): string {
  const script = readFileSync(join(ROOT, 'bench/consentbench/oracle/browser-page.js'), 'utf8');
  const files = Object.entries(program.files);
  const given = {
    entries: program.entries,
    modules: Object.fromEntries(files.map(([path, text]) => [path, transpiled(path, text)])),
    secrets: { first: secretsOf('first'), second: secretsOf('second') },
  };
  const plans = lives.map(({ person, variantOf }) => ({ person, variants: Object.values(ROUNDS).map(variantOf) }));
  return `${script}\nliveAll(${JSON.stringify(given)}, ${JSON.stringify(plans)})`;
}

function secretsOf(variant: Variant): string[] {
  const canary = new Canary(() => variant);
  return [1, 2].map(() => {
    canary.step();
    return canary.text();
  });
}
