/**
 * Gets the built-in catalogue: bundled by the build, or read from rules/ when run from sources.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../model/catalogue.js';
import { loadCatalogue } from './load.js';

let known: Catalogue | undefined;

export function builtinCatalogue(): Catalogue {
  known ??= readBundle() ?? loadCatalogue(fileURLToPath(new URL('../../rules', import.meta.url)));
  return known;
}

/** The build writes it beside this folder; sources have none. */
function readBundle(): Catalogue | undefined {
  try {
    return JSON.parse(readFileSync(new URL('../catalogue.json', import.meta.url), 'utf8')) as Catalogue;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
