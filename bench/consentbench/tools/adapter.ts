/**
 * The shape in which a tool is given programs: the same ones for each, and a verdict per program.
 *
 * To add a tool: make an Adapter, and name it in `tools/index.ts`.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Program, ToolVerdict } from '../model.js';

export interface Adapter {
  readonly name: string;
  /** Why the tool cannot be run here; undefined where it can. */
  readonly missing?: () => string | undefined;
  /** Judges the programs, in their order. */
  readonly judge: (programs: readonly Program[]) => Promise<readonly ToolVerdict[]>;
}

/** Writes a program to a folder of its own for as long as `work` takes. */
export async function inFolder<T>(program: Program, work: (folder: string) => Promise<T>): Promise<T> {
  return inFolders([program], ([folder]) => work(folder!));
}

export async function inFolders<T>(
  programs: readonly Program[],
  work: (folders: readonly string[], root: string) => Promise<T>,
): Promise<T> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'consentbench-')));
  try {
    const folders = programs.map((program, index) => {
      const folder = join(root, `p${index}`);
      for (const [path, text] of Object.entries(program.files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      return folder;
    });
    return await work(folders, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
