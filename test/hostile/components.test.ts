import { describe, expect, it } from 'vitest';
import { scanProgram, shortFinding } from '../support/review.js';

const CAPTURE = `document.addEventListener('keydown', (e) => fetch('/k', { method: 'POST', body: e.key }));\n`;

const BROKEN = [
  '<div>'.repeat(5_000),
  '{#if keydown}'.repeat(2_000),
  '@if (keydown) {'.repeat(2_000),
  '<script>'.repeat(2_000),
  '<p @keydown="',
  '<p on:keydown={',
  '<template><p @keydown="a(" v-for="of" v-if v-model="1 +" v-on="{}" :[a]="b" #x="{"></template>',
  '<script setup>const = keydown</script><script>export default {</script>',
  '<script>export default { data: 1, computed: 2, watch: { a: 3, "": 4 }, methods: { ...a, [b]() {}, get c() {} }, setup: null }</script>',
  '\0<!--',
];

describe('a component that nobody would write', () => {
  it.each(BROKEN)('does not stop the scan of another file: %#', async (text) => {
    const report = await scanProgram({
      'a.ts': CAPTURE,
      'b.vue': `${text}<!-- keydown -->`,
      'c.svelte': `${text}<!-- keydown -->`,
      'd.html': `<script>0</script>${text}<!-- keydown -->`,
      'e.html': `<p (keydown)="a">${text.replace(/<script/g, '<p')}`,
      'e.ts': `@Component({ templateUrl: 'e.html' }) export class E {}`,
      'f.ts': `@Component({ template: '<p (keydown)="a">${text.replace(/['\\]/g, '')}' }) export class F {}`,
    });
    expect(report.findings.map(shortFinding)).toContain('error ungated-capture a.ts:1');
    expect(report.diagnostics.filter(({ kind }) => kind === 'internal')).toEqual([]);
  });

  it('is not parsed where it is too large', async () => {
    const scanned = await scanProgram({ 'a.vue': `<template><p>keydown ${'a '.repeat(150_000)}</p></template>` });
    expect(scanned.diagnostics).toMatchObject([{ kind: 'too-large', file: 'a.vue' }]);
    const smaller = await scanProgram({ 'a.vue': `<template><p>keydown ${'a '.repeat(50_000)}</p></template>` });
    expect(smaller.status).toBe('complete');
  });
});
