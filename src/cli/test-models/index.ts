/**
 * `consentlint test-models`: holds models, ours and the user's, to what their fixtures say.
 */
import { builtinCatalogue } from '../../catalogue/index.js';
import { loadLabelled } from '../../catalogue/load.js';
import { safeText } from '../../report/safe.js';
import { counted } from '../../report/tally.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { print } from '../output.js';
import { modelSources, programsOf } from './fixtures.js';
import { type ModelTest, testModels } from './run.js';
import type { Complaint } from './shown.js';

export async function testModelsCommand(paths: readonly string[]): Promise<ExitCode> {
  const cwd = process.cwd();
  const sources = modelSources(paths, cwd);
  const models = loadLabelled(sources);
  const tests = models.map((each, at): ModelTest => ({ models: each, programs: programsOf(sources[at]!, cwd) }));
  const complaints = await testModels(tests, builtinCatalogue());
  await print(`${complaints.map(lineFor).join('')}${summary(tests, complaints)}\n`);
  if (complaints.some(({ kind }) => kind === 'mistake')) return EXIT.misuse;
  return complaints.length === 0 ? EXIT.clean : EXIT.findings;
}

function lineFor({ kind, file, line, message }: Complaint): string {
  return `${safeText(`${file}:${line}: ${kind}: ${message}`)}\n`;
}

function summary(tests: readonly ModelTest[], complaints: readonly Complaint[]): string {
  const models = tests.flatMap((test) => test.models.data.models).length;
  const files = tests.flatMap(({ programs }) => programs).flatMap((program) => program.files).length;
  const what = `${counted(models, 'model')} in ${counted(tests.length, 'file')}, ${counted(files, 'fixture')}`;
  return `${what}: ${complaints.length === 0 ? 'all as marked' : counted(complaints.length, 'problem')}`;
}
