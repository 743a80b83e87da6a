/**
 * Writes the generated pages under docs/. Needs a build.
 *
 * Usage: npm run docs [-- --check]. With --check nothing is written: stale pages are named, and the exit code is 1.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '../../dist/catalogue/load.js';
import { pages } from './pages.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const docs = join(root, 'docs');
const wanted = pages(loadCatalogue(join(root, 'rules')));
const stale = [...wanted].filter(([path, text]) => textAt(path) !== text).map(([path]) => path);
const orphans = generatedRulePages().filter((path) => !wanted.has(path));

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...orphans]) process.stdout.write(`docs/${path} is stale; run npm run docs\n`);
  process.exitCode = stale.length + orphans.length > 0 ? 1 : 0;
} else {
  for (const path of stale) {
    mkdirSync(dirname(join(docs, path)), { recursive: true });
    writeFileSync(join(docs, path), wanted.get(path));
  }
  for (const path of orphans) rmSync(join(docs, path));
}

function textAt(path) {
  try {
    return readFileSync(join(docs, path), 'utf8');
  } catch {
    return undefined;
  }
}

/** Everything under docs/rules is written here. */
function generatedRulePages() {
  try {
    return readdirSync(join(docs, 'rules')).map((name) => `rules/${name}`);
  } catch {
    return [];
  }
}
