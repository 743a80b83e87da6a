/**
 * Judges purpose: is the capture declared in the ledger, and does the code stay inside what is declared there?
 *
 * Causes: `no-ledger`, `declared`, `unreferenced`, `undeclared`, `incomplete`, `drift`, `expired`, `lapsed-owner`.
 * Holds: without a ledger nothing is asked of anybody; where the code protects more than its entry says, it has not drifted.
 * Source: product.md, obligation 7; docs/ledger.md.
 */
import { matchEntries, unlistedSinks } from '../ledger/match.js';
import { recordOf, sinkName } from '../ledger/record.js';
import { NONE, NOT_NEEDED } from '../model/data-map.js';
import { type CaptureRecord, type DatedLedger, LEDGER_NAME, type LedgerEntry } from '../model/ledger.js';
import type { Capture, ObligationResult, SinkResult, Step } from '../model/result.js';
import type { CaptureTrace } from '../model/trace.js';

export interface Purpose extends ObligationResult {
  readonly cause: string;
  /** The sink that is outside of what is declared, where one is. */
  readonly sink?: SinkResult;
}

interface Breach {
  readonly cause: string;
  readonly says: string;
  readonly sink?: SinkResult;
}

interface Listed {
  readonly capture: Capture;
  readonly trace: Pick<CaptureTrace, 'unreferenced'>;
}

/** Gets the verdict on each capture, in their order. */
export function judgePurposes(listed: readonly Listed[], ledger: DatedLedger | undefined): readonly Purpose[] {
  if (ledger === undefined) return listed.map(() => NO_LEDGER);
  const entries = matchEntries(
    listed.map(({ capture }) => recordOf(capture)),
    ledger.entries,
  );
  return listed.map(({ capture, trace }) => {
    const entry = entries.get(capture.id);
    return entry ? judgeEntry(capture, entry, ledger) : undeclared(trace.unreferenced);
  });
}

const NO_LEDGER: Purpose = {
  verdict: 'not-applicable',
  cause: 'no-ledger',
  reason: `there is no ${LEDGER_NAME} at the scan root`,
  evidence: [],
};

function undeclared(isUnreferenced: boolean): Purpose {
  const cause = isUnreferenced ? 'unreferenced' : 'undeclared';
  return { verdict: 'unmet', cause, reason: 'the ledger has no entry for it', evidence: [] };
}

function judgeEntry(capture: Capture, entry: LedgerEntry, ledger: DatedLedger): Purpose {
  const breaches = [
    ...outsideSinks(capture, entry),
    ...newSinks(capture, entry),
    ...lostProtection(recordOf(capture), entry),
    ...lapses(entry, ledger),
    ...blanks(capture, entry),
  ];
  const declared = { location: placeOf(entry), note: `declared ${entry.why ? `for: ${oneLine(entry.why)}` : 'here'}` };
  const [worst] = breaches;
  if (worst === undefined)
    return {
      verdict: 'met',
      cause: 'declared',
      reason: `declared in the ledger, ${entry.owner} answers for it`,
      evidence: [declared],
    };
  return {
    verdict: 'unmet',
    cause: worst.cause,
    reason: breaches.map(({ says }) => says).join('; '),
    evidence: [declared, ...breaches.flatMap(sinkStep)],
    sink: worst.sink,
  };
}

/** A kind of sink that people have not allowed: the content serves something else there. */
function outsideSinks({ sinks }: Capture, { allowedSinks }: LedgerEntry): readonly Breach[] {
  if (allowedSinks === undefined) return [];
  const outside = sinks.filter(({ kind }) => !allowedSinks.includes(kind));
  const allowed = allowedSinks.length === 0 ? 'no sink' : `only ${allowedSinks.join(', ')}`;
  return oncePerName(outside).map((sink) => ({
    cause: 'drift',
    says: `it reaches ${sink.kind} (${sink.api}), and the ledger allows ${allowed}`,
    sink,
  }));
}

/** A sink of an allowed kind that was not there when the entry was written. */
function newSinks(capture: Capture, entry: LedgerEntry): readonly Breach[] {
  const unlisted = unlistedSinks(recordOf(capture), entry);
  const isAllowed = ({ kind }: SinkResult): boolean => entry.allowedSinks?.includes(kind) ?? true;
  const found = capture.sinks.filter((sink) => unlisted.includes(sinkName(sink)) && isAllowed(sink));
  return oncePerName(found).map((sink) => ({
    cause: 'drift',
    says: `it reaches ${sink.kind} (${sink.api} in ${sink.location.file}), which its entry does not list`,
    sink,
  }));
}

/** What the entry names and the code does not have; that no content leaves protects better than any redactor. */
function lostProtection(now: CaptureRecord, entry: LedgerEntry): readonly Breach[] {
  return (['gate', 'redactor'] as const)
    .filter((field) => entry[field] !== now[field] && !WITHOUT.has(entry[field]) && now[field] !== NOT_NEEDED)
    .map((field) => ({
      cause: 'drift',
      says: `its ${field} is declared as "${entry[field]}", and the code has ${now[field] === NONE ? NONE : `"${now[field]}"`}`,
    }));
}

const WITHOUT: ReadonlySet<string> = new Set([NONE, NOT_NEEDED]);

function lapses({ expires, owner }: LedgerEntry, { today, formerOwners }: DatedLedger): readonly Breach[] {
  const isOver = expires !== undefined && expires < today;
  const hasLeft = owner !== undefined && formerOwners.includes(owner);
  return [
    ...(isOver ? [{ cause: 'expired', says: `its entry expired after ${expires}` }] : []),
    ...(hasLeft ? [{ cause: 'lapsed-owner', says: `its owner ${owner} is among the former owners` }] : []),
  ];
}

function blanks({ sinks }: Capture, entry: LedgerEntry): readonly Breach[] {
  const needed = ['why', 'owner', 'retention', ...(sinks.length > 0 ? ['allowedSinks'] : [])] as const;
  const blank = needed.filter((field) => entry[field as keyof LedgerEntry] === undefined);
  return blank.length === 0 ? [] : [{ cause: 'incomplete', says: `nobody has filled in its ${blank.join(', ')}` }];
}

function sinkStep({ sink }: Breach): readonly Step[] {
  return sink === undefined ? [] : [{ location: sink.location, note: `reaches ${sink.kind} (${sink.api})` }];
}

function oncePerName(sinks: readonly SinkResult[]): readonly SinkResult[] {
  const names = sinks.map(sinkName);
  return sinks.filter((_, at) => names.indexOf(names[at]!) === at);
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function placeOf({ line }: LedgerEntry): Step['location'] {
  return { file: LEDGER_NAME, line, column: 1, endLine: line, endColumn: 1 };
}
