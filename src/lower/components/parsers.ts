/**
 * The frameworks' own parsers, each loaded when the first file of its kind is lowered: a scan without one pays nothing.
 *
 * By `require`, because lowering is synchronous. Types are written out where only a few fields are read.
 */
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

export function vueParser(): typeof import('@vue/compiler-dom') {
  return load('@vue/compiler-dom') as typeof import('@vue/compiler-dom');
}

export function svelteParser(): typeof import('svelte/compiler') {
  return load('svelte/compiler') as typeof import('svelte/compiler');
}

export function angularParser(): typeof import('@angular/compiler') {
  return load('@angular/compiler') as typeof import('@angular/compiler');
}
