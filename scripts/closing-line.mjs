/**
 * Prints the closing line of a test run, `N passed, N failed`, from Vitest's JSON report.
 *
 * Usage: closing-line.mjs REPORT. A report that is missing or broken, a test file that did not load, and a run that
 * failed outside any test each count as a failure: a run that did not finish never looks green. Ends with 1 if anything failed.
 */
import { readFileSync } from 'node:fs';

const { passed, failed, skipped } = count(readReport(process.argv[2]));
process.stdout.write(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed === 0 ? 0 : 1;

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function count(report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + unloaded;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (!report.success || report.numPassedTests === 0) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
