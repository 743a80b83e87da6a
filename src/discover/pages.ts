/**
 * Says which HTML files are source: pages with code in them, and templates that a component names by `templateUrl`.
 */
import { posix } from 'node:path';
import type { SourceFile, TemplateOwner } from '../model/source.js';

const CODE = /<script\b(?![^<>]*\bsrc\s*=)[^<>]*>|\son[a-z]+\s*=\s*["']/i;

/** Holds if the page has a script in it, or an event attribute. */
export function holdsCode(text: string): boolean {
  return CODE.test(text);
}

export type Template = SourceFile & { readonly owner: TemplateOwner };

/** Gets the pages that are templates, each with its component; the first that names it. */
export function templatesAmong(
  pages: readonly SourceFile[],
  files: ReadonlyMap<string, SourceFile>,
): readonly Template[] {
  if (pages.length === 0) return [];
  const owners = ownersOf(files.values());
  return pages.flatMap(({ path, text }) => {
    const owner = owners.get(path);
    return owner ? [{ path, text, owner }] : [];
  });
}

const TEMPLATE_URL = /\btemplateUrl\s*:\s*(["'`])([^"'`\n]+)\1/g;
const CLASS = /\bclass\s+([\w$]+)/g;

function ownersOf(files: Iterable<SourceFile>): ReadonlyMap<string, TemplateOwner> {
  const owners = new Map<string, TemplateOwner>();
  for (const { path, text } of files) {
    if (!text.includes('templateUrl')) continue;
    for (const match of text.matchAll(TEMPLATE_URL)) {
      const name = classAfter(text, match.index);
      const template = posix.join(posix.dirname(path), match[2]!);
      if (name !== undefined && !owners.has(template)) owners.set(template, { path, class: name });
    }
  }
  return owners;
}

/** A decorator stands before its class. */
function classAfter(text: string, at: number): string | undefined {
  CLASS.lastIndex = at;
  return CLASS.exec(text)?.[1];
}
