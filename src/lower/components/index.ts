/**
 * Makes plain code of files that hold more than code: components, templates and pages.
 *
 * In: path and text. Out: code, and where each piece of it is in the file. From there on they are files like any other.
 */
import type { TemplateOwner } from '../../model/source.js';
import { templateCode } from './angular.js';
import type { ComponentCode } from './code.js';
import { pageCode } from './page.js';
import { svelteCode } from './svelte.js';
import { vueCode } from './vue.js';

export type { ComponentCode } from './code.js';
export { inlineCode } from './angular.js';

/** Undefined for a file that is code itself. */
export function componentCode(path: string, text: string, owner?: TemplateOwner): ComponentCode | undefined {
  if (owner) return templateCode(path, text, owner);
  if (path.endsWith('.vue')) return vueCode(text);
  if (path.endsWith('.svelte')) return svelteCode(text);
  return /\.html?$/.test(path) ? pageCode(text) : undefined;
}
