/**
 * `consentlint ledger`: writes the ledger, brings it up to date, or says where it differs from the code.
 *
 * Holds: a ledger that exists is only ever replaced by one with the same people's words in it; where part of the code
 * could not be analysed, no entry is taken out, since its capture may be in that part.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { readLedger } from '../catalogue/ledger.js';
import { type Change, type Comparison, compareLedger, isSame } from '../ledger/compare.js';
import { recordOf } from '../ledger/record.js';
import { updatedLedger } from '../ledger/update.js';
import { newLedger } from '../ledger/write.js';
import { UsageError } from '../model/errors.js';
import { type CaptureRecord, LEDGER_NAME } from '../model/ledger.js';
import type { Report } from '../model/result.js';
import { type Line, line, span } from '../report/pretty/line.js';
import { PLAIN, paint } from '../report/pretty/paint.js';
import { counted } from '../report/tally.js';
import type { ScanOutcome } from '../scan.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { print, writeWhole } from './output.js';
import { checkPaths, scanned } from './scan-command.js';

export interface LedgerOptions {
  readonly check?: boolean;
  readonly update?: boolean;
  readonly file?: string;
  readonly config?: string;
}

export async function ledgerCommand(given: readonly string[], options: LedgerOptions): Promise<ExitCode> {
  const paths = given.length === 0 ? ['.'] : given;
  await checkPaths(paths, []);
  const outcome = await scanned(paths, options.config);
  const path = resolve(options.file ?? join(outcome.root, LEDGER_NAME));
  const place: Place = { path, name: relative('.', path) };
  const isExpected = options.check === true || options.update === true;
  if (!existsSync(path) && isExpected)
    throw new UsageError(`no ledger at ${place.name} (consentlint ledger writes one)`);
  if (existsSync(path) && !isExpected)
    throw new UsageError(`${place.name} exists: --update brings it up to date, --check compares it with the code`);
  if (!isExpected) return create(outcome.report, place);
  const comparison = compared(outcome, paths, place);
  return options.check === true ? check(outcome.report, comparison, place) : update(outcome.report, comparison, place);
}

interface Place {
  readonly path: string;
  /** From where the reader stands. */
  readonly name: string;
}

async function create(report: Report, { path, name }: Place): Promise<ExitCode> {
  await writeWhole(path, newLedger(report.captures.map(recordOf)));
  const rest = report.captures.length === 0 ? '' : '. Fill in why, owner, retention and allowedSinks of each';
  await say([line('plain', `${counted(report.captures.length, 'capture')} written to ${name}${rest}.`)], report);
  return codeFor(report);
}

async function check(report: Report, comparison: Comparison, { name }: Place): Promise<ExitCode> {
  const isUpToDate = isSame(comparison);
  const verdict = isUpToDate
    ? `${name} says what the code does.`
    : `${name} differs from the code: ${tally(comparison)}. consentlint ledger --update brings it up to date.`;
  await say([...rows(comparison), line('plain', verdict)], report);
  return isUpToDate ? codeFor(report) : EXIT.findings;
}

async function update(report: Report, comparison: Comparison, { path, name }: Place): Promise<ExitCode> {
  const isUpToDate = isSame(comparison);
  if (!isUpToDate) await writeWhole(path, updatedLedger(readFileSync(path, 'utf8'), comparison));
  const verdict = isUpToDate ? `${name} was up to date.` : `${name} updated: ${tally(comparison)}.`;
  await say([...rows(comparison), line('plain', verdict)], report);
  return codeFor(report);
}

function compared({ report, root }: ScanOutcome, paths: readonly string[], { path, name }: Place): Comparison {
  const { entries } = readLedger({ path, label: name });
  const named = paths.map((one) => relative(root, resolve(one)).split(sep).join('/'));
  const isNamed = (file: string): boolean =>
    named.some((start) => start === '' || file === start || file.startsWith(`${start}/`));
  return compareLedger(report.captures.map(recordOf), entries, (file) => report.status === 'complete' && isNamed(file));
}

/** A capture that is missing from the part that could be read may be in the other one. */
function codeFor({ status }: Report): ExitCode {
  return status === 'complete' ? EXIT.clean : EXIT.partial;
}

function rows({ added, gone, changed }: Comparison): readonly Line[] {
  return [
    ...added.map((record) => row('good', '+', record, 'not in the ledger')),
    ...gone.map((entry) => row('error', '-', entry, 'in the ledger, and no more in the code')),
    ...changed.flatMap(changeRows),
  ];
}

function changeRows({ record, says }: Change): readonly Line[] {
  return says.map((text) => row('warning', '~', record, text));
}

function row(style: 'good' | 'error' | 'warning', mark: string, record: CaptureRecord, text: string): Line {
  const { file, sensor, api, within } = record;
  return [
    span(style, `${mark} `),
    span('place', `${file}${within === '' ? '' : ` (${within})`}`),
    span('plain', ` ${sensor} ${api}: ${text}`),
  ];
}

function tally({ added, gone, changed }: Comparison): string {
  return `${added.length} new, ${gone.length} gone, ${changed.length} changed`;
}

async function say(lines: readonly Line[], { status }: Report): Promise<void> {
  const partial = line('warning', 'PARTIAL: not everything could be analysed; consentlint scan says what.');
  await print(paint(status === 'partial' ? [...lines, partial] : lines, PLAIN));
}
