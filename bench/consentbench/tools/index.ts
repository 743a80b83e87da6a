/** The tools that can be given the programs. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Adapter } from './adapter.js';
import { astGrep } from './ast-grep.js';
import { type Scan, consentlint } from './consentlint.js';
import { eslint } from './eslint.js';
import { semgrep } from './semgrep.js';

/** Loads the built engine: a folder with `scan.js`. */
export async function loadConsentlint(engine: string): Promise<Adapter> {
  const loaded = (await import(pathToFileURL(join(engine, 'scan.js')).href)) as { scan: Scan };
  return consentlint(loaded.scan);
}

/** What a user would have instead. */
export const OTHER_TOOLS: readonly Adapter[] = [eslint, astGrep, semgrep];
