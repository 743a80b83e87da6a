import { describe, expect, it } from 'vitest';
import { type Program, captured, consentOf, scanProgram, sinksOf } from '../support/review.js';

type Case = [title: string, program: Program, ...expected: string[]];

const setup = (template: string, script: string): Program => ({
  'A.vue': `<template>\n  ${template}\n</template>\n<script setup lang="ts">\nimport posthog from 'posthog-js';\nimport { ref, watch } from 'vue';\n${script}\n</script>\n<style lang="scss">a { b { color: red } }</style>\n`,
});

const options = (members: string, template = '<p>hello</p>'): Program => ({
  'A.vue': `<template>${template}</template>\n<script>\nimport posthog from 'posthog-js';\nimport { debounce } from 'lodash';\nexport default {\n${members}\n};\n</script>\n`,
});

describe('the script of a component', () => {
  it.each<Case>([
    [
      'listens to the page',
      setup(
        '<p>it’s ((</p>',
        `document.addEventListener('keydown', (e) => fetch('/k', { method: 'POST', body: e.key }));`,
      ),
      'keystroke A.vue:7 -> network',
    ],
    [
      'listens for a shortcut',
      setup('<p />', `document.addEventListener('keydown', (e) => { if (e.key === 'k') fetch('/open'); });`),
    ],
    [
      'comes from another one',
      {
        ...(setup(
          '<Field />',
          `import { keys } from './B.vue';\nkeys((key) => fetch('/k', { method: 'POST', body: key }));`,
        ) as object),
        'B.vue': `<script>\nexport function keys(tell) { document.addEventListener('keydown', (e) => tell(e.key)); }\n</script>`,
      },
      'keystroke B.vue:2 -> network',
    ],
  ])('%s', async (_, program, ...expected) => expect(await captured(program)).toEqual(expected));
});

describe('a handler in a template', () => {
  const track = `const track = (e: KeyboardEvent) => posthog.capture('key', { key: e.key });`;
  it.each<Case>([
    ['is a function', setup('<input @keydown="track">', track), 'keystroke A.vue:2 -> analytics'],
    ['is a call', setup('<input v-on:keydown="track($event)">', track), 'keystroke A.vue:2 -> analytics'],
    ['is an arrow', setup('<input @keydown.prevent="(e) => track(e)">', track), 'keystroke A.vue:2 -> analytics'],
    [
      'has character references',
      setup('<input @keydown="$event.key.length &lt; 2 &amp;&amp; track($event)">', track),
      'keystroke A.vue:2 -> analytics',
    ],
    [
      'is in a list',
      setup('<input v-for="{ name } of [{ name: 1 }]" @keydown="posthog.capture(name, { key: $event.key })">', ''),
      'keystroke A.vue:2 -> analytics',
    ],
    ['passes something else', setup('<input @keydown="(e) => track({ key: 1 })">', track)],
    ['is for one key', setup('<input @keydown.enter="() => posthog.capture(\'sent\')">', '')],
    [
      'is a component’s own event',
      setup('<Select @change="(choice) => posthog.capture(\'chosen\', { choice: choice.target.value })" />', ''),
    ],
  ])('%s', async (_, program, ...expected) => expect(await captured(program)).toEqual(expected));

  it('is shown at its own place', async () => {
    const { captures } = await scanProgram(setup('<p/>\n  <input v-if="a" @keydown="track($event)">', track));
    expect(captures[0]!.location).toMatchObject({ file: 'A.vue', line: 3, column: 19 });
    expect(captures[0]!.sinks[0]!.location).toMatchObject({ file: 'A.vue', line: 8, column: 37 });
  });
});

describe('what is typed into a bound field', () => {
  it.each<Case>([
    [
      'reaches analytics',
      setup(
        '<input v-model="text"><b @click="tell">send</b>',
        `const text = ref('');\nconst tell = () => posthog.capture('typed', { text: text.value });`,
      ),
      'analytics A.vue:8',
    ],
    [
      'is searched for',
      setup(
        '<input v-model="text"><b @click="tell">send</b>',
        `const text = ref('');\nconst tell = () => { posthog.capture('searched'); fetch('/s?q=' + text.value); };`,
      ),
    ],
    [
      'is a choice of a component’s own',
      setup(
        '<Modal v-model="open" />',
        `const open = ref(false);\nconst tell = () => posthog.capture('modal', { open: open.value });`,
      ),
    ],
  ])('%s', async (_, program, ...expected) => expect(await sinksOf(program)).toEqual(expected));
});

describe('a condition in a template', () => {
  const field = (condition: string, answer: string): Program =>
    setup(
      `<b @click="${answer}">I agree</b>\n<input ${condition} @keydown="(e) => posthog.capture('key', { key: e.key })">`,
      `const consent = ref(false);\nconst wide = ref(false);`,
    );
  it.each([
    ['gates what it shows', field('v-if="consent"', 'consent = true'), 'met'],
    ['is about something else', field('v-if="wide"', 'consent = true'), 'unmet'],
    ['shows it without a yes', field('v-if="!consent"', 'consent = true'), 'unmet'],
  ])('%s', async (_, program, verdict) => expect(await consentOf(program)).toEqual([verdict]));
});

describe('the options of a component', () => {
  it.each<Case>([
    [
      'share one this',
      options(
        `data() { return { typed: '' }; },\nmounted() { document.addEventListener('keydown', this.onKey); },\nmethods: { onKey(e) { this.typed += e.key; this.send(); }, send() { fetch('/k', { method: 'POST', body: this.typed }); } },`,
      ),
      'network A.vue:8',
    ],
    [
      'share one this, and count',
      options(
        `data() { return { typed: 0 }; },\nmounted() { document.addEventListener('keydown', this.onKey); },\nmethods: { onKey(e) { this.typed += e.key.length; this.send(); }, send() { fetch('/k', { method: 'POST', body: this.typed }); } },`,
      ),
    ],
    [
      'compute and watch',
      options(
        `data: () => ({ keys: [] }),\ncomputed: { typed() { return this.keys.join(''); } },\nwatch: { typed: { handler(text) { fetch('/k', { method: 'POST', body: text }); } } },\ncreated() { window.addEventListener('keyup', (e) => this.keys.push(e.key)); },`,
      ),
      'network A.vue:8',
    ],
    [
      'compute and watch a length',
      options(
        `data: () => ({ keys: [] }),\ncomputed: { typed() { return this.keys.length; } },\nwatch: { typed: { handler(text) { fetch('/k', { method: 'POST', body: text }); } } },\ncreated() { window.addEventListener('keyup', (e) => this.keys.push(e.key)); },`,
      ),
    ],
    [
      'wrap a method',
      options(
        `methods: { tell: debounce(function (e) { this.send(e.target.value); }, 100), send(text) { posthog.capture('typed', { text }); } },`,
        '<input @input="tell">',
      ),
      'analytics A.vue:6',
    ],
    [
      'wrap a method that sends a length',
      options(
        `methods: { tell: debounce(function (e) { this.send(e.target.value.length); }, 100), send(text) { posthog.capture('typed', { text }); } },`,
        '<input @input="tell">',
      ),
    ],
    [
      'are set up',
      options(
        `setup() { const tell = (e) => posthog.capture('typed', { text: e.target.value }); return { tell }; },`,
        '<input @input="tell">',
      ),
      'analytics A.vue:6',
    ],
    [
      'are set up with another',
      options(
        `setup() { const tell = (e) => posthog.capture('typed', { text: e.type }); return { tell }; },`,
        '<input @input="tell">',
      ),
    ],
  ])('%s', async (_, program, ...expected) => expect(await sinksOf(program)).toEqual(expected));

  it('start a recording by the press of a button', async () => {
    const recorder = (label: string): Program =>
      options(
        `methods: { start() { document.addEventListener('mousemove', (e) => fetch('/p', { method: 'POST', body: e.clientX })); } },`,
        `<button @click="start">${label}</button>`,
      );
    expect(await consentOf(recorder('Record'))).toEqual(['met']);
    expect(await consentOf(recorder('Next'))).toEqual(['unmet']);
  });
});

describe('a listener that hears one key', () => {
  const press = (label: string, off: string): Program =>
    options(
      `methods: { hear() { const once = (e) => { ${off}; localStorage.setItem('hotkey', e.key); }; document.addEventListener('keydown', once); } },`,
      `<button @click="hear">${label}</button>`,
    );
  const off = `document.removeEventListener('keydown', once)`;
  it.each<Case>([
    ['after a press of its button', press('Record shortcut', off)],
    ['and another', press('Record shortcut', `if (e.key === 'Escape') ${off}`), 'keystroke A.vue:6 -> storage'],
    ['without being asked for it', press('Next', off), 'keystroke A.vue:6 -> storage'],
  ])('%s', async (_, program, ...expected) => expect(await captured(program)).toEqual(expected));
});

describe('a broken component', () => {
  it.each([
    ['template', '<template>\n<p>\n</template>\n<script>\nkeydown</script>', 2],
    ['script', `<template><p/></template>\n<script>\nconst keydown = ;\n</script>`, 3],
    ['handler', `<template>\n\n<input @keydown="a b c"></template>\n<script>\n</script>`, 3],
  ])('is named with its line: %s', async (_, text, line) => {
    const { status, diagnostics } = await scanProgram({ 'A.vue': text });
    expect(status).toBe('partial');
    expect(diagnostics).toMatchObject([{ kind: 'parse-error', file: 'A.vue', line }]);
  });
});
