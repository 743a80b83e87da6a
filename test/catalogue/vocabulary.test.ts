/**
 * A sensor in a file that is never parsed is no sensor: every one of them is in the words that make a file worth parsing.
 */
import { describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';
import { isExpression } from '../../src/catalogue/literal.js';
import { patternsOf } from '../../src/catalogue/patterns.js';
import { compileVocabulary } from '../../src/discover/triage.js';
import type { ModelFile, SensorModel } from '../../src/model/catalogue.js';

const { models: files } = builtinCatalogue();

/** Company is left out: a word that counts only beside another counts here. */
const isNamed = compileVocabulary(
  files.flatMap((file) =>
    (file.vocabulary ?? [file.package ?? []].flat()).map((entry) => (typeof entry === 'string' ? entry : entry.word)),
  ),
);

/** Writes a sensor as code would, once for each literal of its first condition; none where that takes an expression. */
function spelt(file: ModelFile, model: SensorModel): readonly (readonly string[])[] {
  const conditions = Object.entries(model.when ?? {});
  const [literals = [], ...others] = conditions.flatMap(([, allowed]) =>
    typeof allowed === 'string' ? [] : [allowed],
  );
  if ([literals, ...others].flat().some((literal) => isExpression(String(literal)))) return [];
  const rest = [...conditions.map(([port]) => port), ...others.flat()].join(' ');
  return patternsOf(model.api).flatMap((pattern) => {
    const called = pattern.replace(/^(@|<?\*[. ])/, '').replace(/\(\)|>$/g, '');
    return (literals.length === 0 ? [''] : literals).map((literal) =>
      [file.package ?? ''].flat().map((name) => `import x from '${name}';\n${called}('${literal}', ${rest})`),
    );
  });
}

describe('the words that make a file worth parsing', () => {
  it.each(
    files.filter((file) => file.models.some((model) => 'sensor' in model)).map((file) => [file.source, file] as const),
  )('name every sensor: %s', (_, file) => {
    const sensors = file.models.filter((model) => 'sensor' in model);
    const unseen = sensors.flatMap((model) => spelt(file, model)).filter((ways) => !ways.some((text) => isNamed(text)));
    expect(unseen.map(([first]) => first)).toEqual([]);
  });
});
