/**
 * Tests models: scans their fixtures, compares every line with its marks, and asks what each model changes.
 *
 * A model is shown when some report differs without it; nobody has to say which line that is. A near miss names the
 * model's pattern, and holds if its line stays as it is without the model. Nothing of a fixture is run.
 */
import type { Labelled } from '../../catalogue/check.js';
import { type ModelIndex, indexModels, indexNoting } from '../../catalogue/patterns.js';
import type { Catalogue, Model, ModelFile } from '../../model/catalogue.js';
import type { Obligation } from '../../model/result.js';
import { untested } from './coverage.js';
import type { FixtureProgram } from './fixtures.js';
import { readMarks } from './marks.js';
import { type Complaint, type Shown, patternsIn, scanned } from './shown.js';

export interface ModelTest {
  readonly models: Labelled<ModelFile>;
  readonly programs: readonly FixtureProgram[];
}

/** Gets what is wrong with each model file and its fixtures, in the order given. */
export async function testModels(tests: readonly ModelTest[], builtin: Catalogue): Promise<readonly Complaint[]> {
  const catalogue = withModels(builtin, tests);
  const index = indexModels(catalogue);
  const complaints: Complaint[] = [];
  for (const test of tests) complaints.push(...(await testFile(test, catalogue, index)));
  return complaints;
}

/** Built-in files that are tested themselves are taken once. */
function withModels(builtin: Catalogue, tests: readonly ModelTest[]): Catalogue {
  const own = tests.map(({ models }) => models.data);
  const texts = new Set(own.map((file) => JSON.stringify(file)));
  return { ...builtin, models: [...builtin.models.filter((file) => !texts.has(JSON.stringify(file))), ...own] };
}

async function testFile(
  { models, programs }: ModelTest,
  catalogue: Catalogue,
  index: ModelIndex,
): Promise<readonly Complaint[]> {
  const rules = catalogue.rules.map(({ id }) => id);
  const shown: Shown[] = [];
  for (const { path, files } of programs) {
    const marked = files.map((file) => ({ ...file, marks: readMarks(file.text, rules) }));
    const spoken = new Set<Model>();
    shown.push({ path, files: marked, report: await scanned(path, catalogue, indexNoting(index, spoken)), spoken });
  }
  const obligationOf = new Map(catalogue.rules.map(({ id, obligation }) => [id, obligation]));
  const found = shown.flatMap((program) => [
    ...mistakesIn(program, models.data),
    ...differencesIn(program, obligationOf),
  ]);
  if (found.length > 0) return found;
  // Only fixtures that hold can say what a model does.
  return untested(models, shown, catalogue, index);
}

function mistakesIn({ files, report }: Shown, models: ModelFile): readonly Complaint[] {
  const patterns = new Set(models.models.flatMap(patternsIn));
  const inMarks = files.flatMap(({ label, marks }) => [
    ...marks.problems.map(({ line, message }) => ({ kind: 'mistake' as const, file: label, line, message })),
    ...[...marks.near, ...marks.todo].flatMap(([line, named]) =>
      named
        .filter((pattern) => !patterns.has(pattern))
        .map((pattern) => ({
          kind: 'mistake' as const,
          file: label,
          line,
          message: `no model here has the pattern ${pattern}`,
        })),
    ),
  ]);
  const inCode = report.diagnostics.map(({ file, line = 1, message }) => ({
    kind: 'mistake' as const,
    file: files.find(({ name }) => name === file)?.label ?? file,
    line,
    message,
  }));
  return [...inMarks, ...inCode];
}

/** What every fixture is held to; to any other obligation, the programs whose marks speak of it. */
const ALWAYS: readonly Obligation[] = ['consent', 'redaction'];

function differencesIn({ files, report }: Shown, obligationOf: ReadonlyMap<string, Obligation>): readonly Complaint[] {
  const marked = files.flatMap(({ marks }) => [...marks.expected.values()].flat());
  const held = new Set([...ALWAYS, ...marked.map((entry) => obligationOf.get(entry.split(' ')[0]!))]);
  return files.flatMap(({ name, label, marks }) => {
    const found = new Map<number, { readonly text: string; readonly message: string }[]>();
    for (const { ruleId, severity, location, message } of report.findings) {
      if (location.file !== name || !held.has(obligationOf.get(ruleId))) continue;
      const entry = { text: `${ruleId} ${severity}`, message };
      found.set(location.line, [...(found.get(location.line) ?? []), entry]);
    }
    const lines = [...new Set([...marks.expected.keys(), ...found.keys()])].sort((a, b) => a - b);
    return lines.flatMap((line) =>
      differencesAt({ file: label, line }, marks.expected.get(line) ?? [], found.get(line) ?? []),
    );
  });
}

function differencesAt(
  at: { readonly file: string; readonly line: number },
  expected: readonly string[],
  found: readonly { readonly text: string; readonly message: string }[],
): readonly Complaint[] {
  const missing = without(
    expected,
    found.map(({ text }) => text),
  );
  const unexpected = without(
    found.map(({ text }) => text),
    expected,
  );
  const messageOf = (text: string): string => found.find((entry) => entry.text === text)?.message ?? '';
  return [
    ...missing.map((message) => ({ kind: 'missing' as const, ...at, message })),
    ...unexpected.map((text) => ({ kind: 'unexpected' as const, ...at, message: `${text}: ${messageOf(text)}` })),
  ];
}

/** Gets what is in `all` more often than in `taken`. */
function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken];
  return all.filter((text) => {
    const at = left.indexOf(text);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
