/**
 * Holds every built-in model to its fixtures: each is shown by a line that changes without it, and has a near miss.
 */
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';
import { loadLabelled } from '../../src/catalogue/load.js';
import { modelSources, programsOf } from '../../src/cli/test-models/fixtures.js';
import { type ModelTest, testModels } from '../../src/cli/test-models/run.js';
import type { Complaint } from '../../src/cli/test-models/shown.js';

const FOLDER = 'rules/models';
const sources = modelSources([FOLDER], process.cwd());
const tests = loadLabelled(sources).map((models, at): ModelTest => ({
  models,
  programs: programsOf(sources[at]!, process.cwd()),
}));

describe('the fixtures of the built-in models', () => {
  let complaints: readonly Complaint[] = [];
  beforeAll(async () => {
    complaints = await testModels(tests, builtinCatalogue());
  }, 120_000);

  it('hold, and show every model', () => {
    expect(complaints.map(({ kind, file, line, message }) => `${file}:${line}: ${kind}: ${message}`)).toEqual([]);
  });

  it('use at least 120 of the packages', () => {
    const used = tests.flatMap(({ models, programs }) => {
      const text = programs.flatMap(({ files }) => files.map((file) => file.text)).join('\n');
      return [models.data.package ?? []].flat().filter((name) => new RegExp(`'(node:)?${name}'`).test(text));
    });
    expect(new Set(used).size).toBeGreaterThanOrEqual(120);
  });

  it('are there for every file of models, and for nothing else', () => {
    const names = tests.map(({ models }) => models.label.replace(/^.*\/|\.yaml$/g, ''));
    expect(readdirSync(`${FOLDER}/fixtures`).sort()).toEqual(names.sort());
  });
});
