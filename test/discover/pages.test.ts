import { describe, expect, it } from 'vitest';
import { type Files, discoverIn, inScope, makeTree } from './temp-tree.js';

const COMPONENT = (url: string, body = ''): string =>
  `@Component({ templateUrl: '${url}' })\nexport class A { ${body} }`;

describe('an HTML file is source', () => {
  it.each<[string, Files]>([
    ['if it has a script', { 'a.html': '<!DOCTYPE html><script>1</script>' }],
    ['if it has a handler', { 'a.html': '<p onclick="go()">' }],
    ['if a component names it', { 'a.html': '<p>', 'src/a.ts': COMPONENT('../a.html') }],
  ])('%s', (_, files) => expect(inScope(files)).toContain('a.html'));

  it.each<[string, Files]>([
    ['without code', { 'a.html': '<!DOCTYPE html><script src="a.js"></script>' }],
    ['that another component names', { 'a.html': '<p>', 'src/a.ts': COMPONENT('./a.html') }],
    ['of a test', { 'a.spec.html': '<script>1</script>' }],
  ])('but not %s', (_, files) => {
    const tree = discoverIn(makeTree(files));
    expect([...tree.files.keys()]).not.toContain(Object.keys(files)[0]);
    expect(tree.skipped).toBe(0);
  });

  it('and knows its component', () => {
    const tree = discoverIn(makeTree({ 'a.html': '<p>', 'src/a.ts': COMPONENT('../a.html') }));
    expect(tree.files.get('a.html')?.owner).toEqual({ path: 'src/a.ts', class: 'A' });
  });
});

describe('what names a sensor', () => {
  const vocabulary = [
    'keydown',
    { word: '(input)=', near: ['analytics'] },
    { word: '[(ngModel)]=', near: ['analytics'] },
    { word: 'click', near: ['addEventListener'] },
    { word: '(drop)=', near: ['addEventListener'] },
  ];
  const seeds = (files: Files): readonly string[] => discoverIn(makeTree(files), { vocabulary }).seeds;

  it.each([
    ['<input (keydown)="f()">', true],
    ['<my-list (window:keydown)="f()">', true],
    ['<input (keydown.enter)="f()">', false],
    ['<p>Press keydown</p>', false],
    ['<input\n(input)="f()">', true],
    ['<my-field (input)="f()">', false],
    ['<textarea [(ngModel)]="a">', true],
    ['<select [(ngModel)]="a">', false],
    ['<p (drop)="f()">', true],
    ['<p (click)="f()">', false],
  ])('of a template: %j', (template, expected) => {
    const owner = COMPONENT('a.html', 'analytics; addEventListener');
    expect(seeds({ 'a.html': template, 'a.ts': owner })).toEqual(expected ? ['a.html'] : []);
  });

  it.each([
    ['<input @keydown="f">', true],
    ['<input @keydown.prevent="f">', true],
    ['<input @keydown.prevent.enter="f">', false],
    ['<input v-on:keydown.esc="f">', false],
    ['<input @keydown.r.stop="f">', false],
  ])('of a component: %j', (template, expected) => {
    expect(seeds({ 'a.vue': `<template>${template}</template>` })).toEqual(expected ? ['a.vue'] : []);
  });
});
