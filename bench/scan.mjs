/**
 * Measures cold scans of a tree: a new process each, no cache.
 *
 * usage: node bench/scan.mjs PATH [RUNS]
 *
 * Prints wall time, processor time and peak memory, and the time it takes to load ts-morph alone: on a machine whose
 * speed varies, the ratio of the two is the figure to compare.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [path, runs = '5'] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node bench/scan.mjs PATH [RUNS]');
  process.exit(2);
}
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'consentlint-bench-'));
const usageFile = join(folder, 'usage.json');

function timed(args) {
  const started = performance.now();
  const run = spawnSync(process.execPath, ['--import', here('usage.mjs'), ...args], {
    env: { ...process.env, USAGE_FILE: usageFile },
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
  });
  const seconds = (performance.now() - started) / 1000;
  const { maxRSS, cpu } = JSON.parse(readFileSync(usageFile, 'utf8'));
  return { seconds, cpu: cpu / 1e6, megabytes: maxRSS / 1024, stdout: run.stdout };
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const scans = [];
const loads = [];
for (let run = 0; run < Number(runs); run++) {
  loads.push(
    timed(['--input-type=module', '--eval', `import ${JSON.stringify(import.meta.resolve('ts-morph'))}`]).seconds,
  );
  scans.push(timed([here('../bin/consentlint.js'), 'scan', path, '--format', 'json']));
}
rmSync(folder, { recursive: true });
const report = JSON.parse(scans[0].stdout);
const wall = scans.map((scan) => scan.seconds);
console.log(`files seen ${report.stats.files}, analysed ${report.stats.analysed}; captures ${report.captures.length}`);
console.log(`wall s: ${wall.map((value) => value.toFixed(2)).join(' ')}; median ${median(wall).toFixed(2)}`);
console.log(`processor s: median ${median(scans.map((scan) => scan.cpu)).toFixed(2)}`);
console.log(`peak memory MB: ${Math.max(...scans.map((scan) => scan.megabytes)).toFixed(0)}`);
console.log(
  `loading ts-morph alone s: median ${median(loads).toFixed(2)}; ratio ${(median(wall) / median(loads)).toFixed(1)}`,
);
