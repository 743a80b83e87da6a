#!/usr/bin/env node
// Starts the built command line. Nothing else belongs here.
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);

if (existsSync(main)) {
  const { main: run } = await import(main.href);
  await run(process.argv);
} else {
  process.stderr.write('consentlint: not built yet, run `npm run build` first\n');
  process.exitCode = 2;
}
