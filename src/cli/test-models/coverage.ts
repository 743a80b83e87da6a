/**
 * Asks what each model changes: takes it away, and looks at what is left of the reports.
 */
import type { Labelled } from '../../catalogue/check.js';
import { type ModelIndex, indexWithout, roleOf } from '../../catalogue/patterns.js';
import type { Catalogue, Model, ModelFile } from '../../model/catalogue.js';
import type { Report } from '../../model/result.js';
import { type Complaint, type Shown, patternsIn, scanned } from './shown.js';

/** Gets the models that nothing comes of or that have no near miss, and the todos that are done. */
export async function untested(
  { label, file, data }: Labelled<ModelFile>,
  shown: readonly Shown[],
  catalogue: Catalogue,
  index: ModelIndex,
): Promise<readonly Complaint[]> {
  const todos = todosIn(shown);
  const complaints: Complaint[] = [];
  for (const [at, model] of data.models.entries()) {
    const patterns = patternsIn(model);
    const { isShown, hasNearMiss } = await evidenceFor(model, shown, catalogue, index);
    const report = (what: string): void =>
      void complaints.push({
        kind: 'untested',
        file: label,
        line: file.lineOf(['models', at]),
        message: `models[${at}] (${roleOf(model)} ${patterns[0]}): ${what}`,
      });
    const waiting = todos.filter(({ pattern }) => patterns.includes(pattern));
    for (const todo of waiting) todo.waits ||= !isShown;
    if (waiting.length > 0 && !isShown) continue;
    if (!isShown) report('no fixture is reported otherwise without it');
    if (!hasNearMiss) report('no line is marked as a near miss of it');
  }
  const done = todos.filter(({ waits }) => !waits);
  return [
    ...complaints,
    ...done.map(({ file, line, pattern }) => ({
      kind: 'unexpected' as const,
      file,
      line,
      message: `something comes of ${pattern} now; say what instead of todo`,
    })),
  ];
}

interface Todo {
  readonly file: string;
  readonly line: number;
  readonly pattern: string;
  /** Holds if some model with this pattern still changes nothing. */
  waits: boolean;
}

function todosIn(shown: readonly Shown[]): readonly Todo[] {
  return shown.flatMap(({ files }) =>
    files.flatMap(({ label, marks }) =>
      [...marks.todo].flatMap(([line, named]) =>
        named.map((pattern) => ({ file: label, line, pattern, waits: false })),
      ),
    ),
  );
}

/** Takes the model away and looks at what is left. */
async function evidenceFor(
  model: Model,
  shown: readonly Shown[],
  catalogue: Catalogue,
  index: ModelIndex,
): Promise<{ isShown: boolean; hasNearMiss: boolean }> {
  const patterns = patternsIn(model);
  const less = indexWithout(index, model);
  let isShown = false;
  let hasNearMiss = false;
  for (const { path, files, report, spoken } of shown) {
    const after = spoken.has(model) ? await scanned(path, catalogue, less) : report;
    isShown ||= outcome(report) !== outcome(after);
    hasNearMiss ||= files.some(({ name, marks }) =>
      [...marks.near].some(
        ([line, named]) =>
          named.some((pattern) => patterns.includes(pattern)) &&
          outcome(report, name, line) === outcome(after, name, line),
      ),
    );
  }
  return { isShown, hasNearMiss };
}

/** Writes down all that a report says, or what it says about one line; identities count what else was found. */
function outcome({ captures, findings }: Report, file?: string, line?: number): string {
  const isMeant = ({ location }: { readonly location: Report['captures'][number]['location'] }): boolean =>
    file === undefined || (location.file === file && location.line === line);
  return JSON.stringify([captures.filter(isMeant), findings.filter(isMeant)], (key, value: unknown) =>
    IDENTITIES.includes(key) ? undefined : value,
  );
}

const IDENTITIES = ['id', 'captureId', 'fingerprint'];
