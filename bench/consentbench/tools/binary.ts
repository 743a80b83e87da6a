/** Tools that are a program of their own: found on the path, or skipped. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Program, Said, ToolVerdict } from '../model.js';
import { ROOT } from '../root.js';
import { type Adapter, inFolders } from './adapter.js';

/** A rule that spoke about a file; the rule's id starts with the obligation. */
export interface Hit {
  readonly file: string;
  readonly rule: string;
}

interface BinaryPlan {
  readonly name: string;
  /** The rules, beside this file in the source tree. */
  readonly rules: string;
  readonly args: (rules: string, folder: string) => readonly string[];
  readonly hitsIn: (output: string) => readonly Hit[];
}

export function binary({ name, rules, args, hitsIn }: BinaryPlan): Adapter {
  const found = findBinary(name);
  return {
    name,
    missing: () => (found === undefined ? `no ${name} on the path` : undefined),
    judge: (programs) =>
      inFolders(programs, (folders, root) => {
        const path = join(ROOT, 'bench/consentbench/tools', rules);
        const run = spawnSync(found!, args(path, root), { encoding: 'utf8', maxBuffer: 2 ** 29 });
        if (run.error) throw run.error;
        return Promise.resolve(verdictsOf(hitsIn(run.stdout), folders, programs));
      }),
  };
}

/** Gets a verdict for each program from what was said about files in its folder. */
export function verdictsOf(
  hits: readonly Hit[],
  folders: readonly string[],
  programs: readonly Program[],
): ToolVerdict[] {
  return programs.map((_program, index) => {
    const own = hits.filter(({ file }) => file.startsWith(`${folders[index]}/`));
    const said = (obligation: string): Said =>
      own.some(({ rule }) => rule.includes(obligation)) ? 'flagged' : 'silent';
    return { consent: said('consent'), redaction: said('redaction') };
  });
}

function findBinary(name: string): string | undefined {
  const folders = [join(ROOT, 'node_modules/.bin'), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
