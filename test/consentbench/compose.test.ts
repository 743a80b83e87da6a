import { describe, expect, it } from 'vitest';
import { CHOICES } from '../../bench/consentbench/choices/index.js';
import { compose } from '../../bench/consentbench/compose/compose.js';
import { fits } from '../../bench/consentbench/compose/fits.js';
import { recipesOf } from '../../bench/consentbench/compose/pairwise.js';
import { DIMENSIONS } from '../../bench/consentbench/model.js';
import { compileFor } from '../../bench/consentbench/oracle/live.js';
import { recipe } from './recipes.js';

const all = recipesOf(1);

describe('the default set', () => {
  it('has at least two thousand programs, all of which fit', () => {
    expect(all.length).toBeGreaterThanOrEqual(2000);
    expect(all.filter((each) => !fits(each))).toEqual([]);
  });

  it('has every choice', () => {
    const missing = DIMENSIONS.flatMap((dimension) => {
      const used = new Set(all.map((each) => each[dimension]));
      return CHOICES[dimension].filter((choice) => !used.has(choice)).map((choice) => `${dimension}=${choice}`);
    });
    expect(missing).toEqual([]);
  });

  it.each([
    ['flow', 'gate'],
    ['gate', 'answer'],
    ['sensor', 'flow'],
    ['redaction', 'sink'],
    ['answer', 'site'],
  ] as const)('has every %s with every %s that some program can hold', (a, b) => {
    const found = new Set(all.map((each) => `${each[a]} ${each[b]}`));
    const missing = CHOICES[a].flatMap((left) =>
      CHOICES[b]
        .filter((right) => fits({ [a]: left, [b]: right }) && !found.has(`${left} ${right}`))
        .map((right) => [left, right]),
    );
    // What fits as a pair and in no whole program: its plainest completion is not there either.
    const possible = missing.filter(([left, right]) => {
      try {
        return recipe(`${a}=${left}`, `${b}=${right}`) !== undefined;
      } catch {
        return false;
      }
    });
    expect(possible).toEqual([]);
  });

  it('is the same for the same seed, and another one for another', () => {
    const some = (seed: number): string => JSON.stringify(recipesOf(seed, 40).map((each) => compose(each).files));
    expect(some(7)).toBe(some(7));
    expect(some(7)).not.toBe(some(8));
  });

  it('can be asked for one choice alone', () => {
    const chosen = recipesOf(1, 30, ['flow=json', 'sink=xhr']);
    expect(chosen).toHaveLength(30);
    expect(chosen.every(({ flow, sink }) => flow === 'json' && sink === 'xhr')).toBe(true);
    expect(() => recipesOf(1, 1, ['flow=nothing-like-it'])).toThrow('no such choice');
  });
});

it('programs compile, a hundred and fifty of them', () => {
  const step = Math.floor(all.length / 150);
  for (const each of all.filter((_recipe, index) => index % step === 0)) compileFor(compose(each));
});

describe('a program', () => {
  it('reads as code that someone wrote', () => {
    expect(compose(recipe('gate=early-return', 'answer=confirm', 'flow=buffer-and-timer')).files['main.ts']).toBe(`\
function askUser(): boolean {
  return confirm('May we record your activity on this page?');
}

function send(text: string): void {
  void fetch('https://collect.example.invalid/v1', { method: 'POST', body: text });
}

let buffer: string[] = [];

function start(): void {
  if (!askUser()) return;
  document.addEventListener('keydown', (event: KeyboardEvent) => {
    buffer.push(event.key);
  });
  setInterval(() => {
    if (buffer.length === 0) return;
    send(buffer.join('\\n'));
    buffer = [];
  }, 4000);
}

start();
`);
  });

  it('is one file, several, behind a barrel, or CommonJS', () => {
    const paths = (layout: string): string[] =>
      Object.keys(compose(recipe(`files=${layout}`, 'answer=confirm', 'gate=if')).files);
    expect(paths('one')).toEqual(['main.ts']);
    expect(paths('split')).toEqual(['privacy.ts', 'transport.ts', 'capture.ts', 'main.ts']);
    expect(paths('barrel')).toContain('lib/index.ts');
    expect(paths('cjs')).toContain('transport.js');
  });
});
