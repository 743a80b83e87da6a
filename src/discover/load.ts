/**
 * Sorts the files that the walk found by what each was found to be: a SourceTree's files, seeds, counts and diagnostics.
 */
import type { Diagnostic } from '../model/result.js';
import type { SourceFile, SourceTree } from '../model/source.js';
import { type Examined, countLines } from './examine.js';
import { heardInTemplate } from './heard.js';
import { type Template, templatesAmong } from './pages.js';
import type { NamesSensor } from './triage.js';
import type { FoundFile } from './walk.js';

export type LoadedFiles = Pick<SourceTree, 'files' | 'seeds' | 'skipped' | 'lines' | 'diagnostics'>;

/** In: files in the order in which they are to appear, what each of them is, and what names a sensor in a template. */
export function loadFiles(
  found: readonly FoundFile[],
  examined: readonly Examined[],
  heardByTemplate: NamesSensor,
): LoadedFiles {
  const files = new Map<string, SourceFile>();
  const seeds: string[] = [];
  const diagnostics: Diagnostic[] = [];
  let skipped = 0;
  let lines = 0;
  const pages: SourceFile[] = [];
  found.forEach(({ path }, index) => {
    const file = examined[index]!;
    if (file.is === 'source') {
      files.set(path, { path, text: file.text });
      lines += file.lines;
      if (file.seed) seeds.push(path);
    } else if (file.is === 'page') pages.push({ path, text: file.text });
    else if (file.is === 'diagnostic') diagnostics.push({ kind: file.kind, file: path, message: file.message });
    if (file.is === 'left-out' || (file.is === 'diagnostic' && file.kind === 'not-source')) skipped += 1;
  });
  const templates = templatesAmong(pages, files);
  for (const { path, text, owner } of templates) {
    lines += countLines(text);
    if (heardByTemplate(heardInTemplate(text), files.get(owner.path)?.text)) seeds.push(path);
  }
  return { files: withTemplates(files, templates), seeds: seeds.sort(), skipped, lines, diagnostics };
}

function withTemplates(files: ReadonlyMap<string, SourceFile>, templates: readonly Template[]): SourceTree['files'] {
  if (templates.length === 0) return files;
  const all = [...files.values(), ...templates].sort((a, b) => (a.path < b.path ? -1 : 1));
  return new Map(all.map((file) => [file.path, file]));
}
