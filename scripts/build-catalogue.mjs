/**
 * Bundles rules/ into dist/catalogue.json, so that a scan reads one file and loads no parser. Runs after tsc.
 *
 * A catalogue that does not hold to its schemas fails the build, one line per problem.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '../dist/catalogue/load.js';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

try {
  writeFileSync(at('../dist/catalogue.json'), JSON.stringify(loadCatalogue(at('../rules'))));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
