/** Whether a file belongs to a package that other people start. */
import type { Program } from '../link/program.js';

interface Manifest {
  readonly private?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly exports?: unknown;
  readonly bin?: unknown;
  readonly engines?: Readonly<Record<string, unknown>>;
  readonly scripts?: Readonly<Record<string, unknown>>;
}

/** Holds if the nearest package.json is of a published package with an entry point. */
export function isLibraryFile(program: Program, path: string): boolean {
  const manifest = nearestManifest(program, path);
  if (!manifest || manifest.private === true) return false;
  const hasEntry = manifest.main !== undefined || manifest.module !== undefined || manifest.exports !== undefined;
  // What can be started from here, or is run by an editor, is an application, whatever else it exports.
  const isRun =
    manifest.scripts?.['start'] !== undefined ||
    manifest.bin !== undefined ||
    manifest.engines?.['vscode'] !== undefined;
  return hasEntry && !isRun;
}

function nearestManifest(program: Program, path: string): Manifest | undefined {
  for (let folder = path; ;) {
    const cut = folder.lastIndexOf('/');
    folder = cut < 0 ? '' : folder.slice(0, cut);
    const found = program.tree.manifests.get(folder === '' ? 'package.json' : `${folder}/package.json`);
    if (found && typeof found === 'object') return found;
    if (folder === '') return undefined;
  }
}
