import { describe, expect, it } from 'vitest';
import { type Program, captured, consentOf, scanProgram, sinksOf } from '../support/review.js';

type Case = [title: string, program: Program, ...expected: string[]];

const component = (script: string, markup: string): Program => ({
  'A.svelte': `<script lang="ts">\nimport posthog from 'posthog-js';\n${script}\n</script>\n${markup}\n<style lang="scss">a { b { color: red } }</style>\n`,
});

describe('a Svelte component', () => {
  it.each<Case>([
    [
      'listens to the window',
      component(
        `function onKey(e: KeyboardEvent) { fetch('/k', { method: 'POST', body: e.key }); }`,
        '<svelte:window on:keydown={onKey} />',
      ),
      'keystroke A.svelte:5 -> network',
    ],
    [
      'listens to one element, for its own work',
      component(
        `function onKey(e: KeyboardEvent) { fetch('/k', { method: 'POST', body: e.key }); }`,
        '<div on:keydown={onKey}></div>',
      ),
    ],
    [
      'tells analytics in a handler',
      component(
        '',
        `{#each [1] as n}<input oninput={(e) => posthog.capture('typed', { n, text: e.target.value })}>{/each}`,
      ),
      'input-value A.svelte:5 -> analytics',
    ],
    [
      'tells analytics how much',
      component(
        '',
        `{#each [1] as n}<input oninput={(e) => posthog.capture('typed', { n, text: e.target.value.length })}>{/each}`,
      ),
    ],
    [
      'tells analytics in an effect',
      component(
        `let text = $state('');\n$effect(() => { posthog.capture('typed', { text }); });`,
        '<input bind:value={text}>',
      ),
      'input-value A.svelte:6 -> analytics',
    ],
    [
      'tells analytics of a choice',
      component(
        `let text = $state(false);\n$effect(() => { posthog.capture('typed', { text }); });`,
        '<Switch bind:checked={text} />',
      ),
    ],
    [
      'tells analytics in a reactive statement',
      component(`let text = '';\n$: posthog.capture('typed', { text });`, `<input bind:value={text}>`),
      'input-value A.svelte:6 -> analytics',
    ],
    [
      'binds the element',
      component(`let text: HTMLElement;\n$: posthog.capture('typed', { text });`, `<input bind:this={text}>`),
    ],
  ])('%s', async (_, program, ...expected) => expect(await captured(program)).toEqual(expected));

  it('is shown at its own place', async () => {
    const { captures } = await scanProgram(component('', `<p/>\n <input onkeyup={(e) => console.log(e.key)}>`));
    expect(captures[0]!.location).toMatchObject({ file: 'A.svelte', line: 6, column: 18 });
  });

  const gated = (before: string, after: string): Program => ({
    'stores.ts': `export const consent: { subscribe(): void } = window.settings;`,
    ...(component(
      `import { consent } from './stores';`,
      `${before}<input onkeyup={(e) => posthog.capture('typed', { key: e.key })}>${after}`,
    ) as object),
  });

  it('asks in a block', async () => {
    expect(await consentOf(gated('{#if $consent}', '{/if}'))).not.toEqual(['unmet']);
    expect(await consentOf(gated('{#if $consent}{:else}', '{/if}'))).toEqual(['unmet']);
    expect(await consentOf(gated('', ''))).toEqual(['unmet']);
  });

  it('hands content to another file', async () => {
    const program = (sent: string): Program => ({
      'log.ts': `export const log = (key: unknown) => fetch('/k', { method: 'POST', body: String(key) });`,
      ...(component(`import { log } from './log';`, `<svelte:document onkeydown={(e) => log(${sent})} />`) as object),
    });
    expect(await sinksOf(program('e.key'))).toEqual(['network log.ts:1']);
    expect(await sinksOf(program('e.repeat'))).toEqual([]);
  });

  it('that is broken is named with its line', async () => {
    const { status, diagnostics } = await scanProgram({
      'A.svelte': '<script>\nlet keydown;\n</script>\n{#if }<p/>{/if}',
    });
    expect(status).toBe('partial');
    expect(diagnostics).toMatchObject([{ kind: 'parse-error', file: 'A.svelte', line: 4 }]);
  });
});
