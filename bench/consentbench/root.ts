import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository: this file runs from its place in the tree and from the folder it is compiled to. */
export const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'bench/consentbench/limits.yaml')) || folder === dirname(folder)) return folder;
  return rootAbove(dirname(folder));
}
