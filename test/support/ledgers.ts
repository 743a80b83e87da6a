/** Ledgers for small programs: written by the tool, and filled in as people would. */
import { recordOf } from '../../src/ledger/record.js';
import { newLedger } from '../../src/ledger/write.js';
import { LEDGER_NAME } from '../../src/model/ledger.js';
import { type Program, scanProgram } from './review.js';

export const FILLED = {
  why: 'Support looks at what went wrong.',
  owner: 'support-tools',
  retention: '30 days',
  audience: 'the support team',
  expires: '2026-12-31',
  allowedSinks: '[network, log]',
};

/** Gets the ledger of a program, every entry filled in alike; an empty text leaves a field blank. */
export async function ledgerOf(program: Program, fields: Partial<typeof FILLED> = {}): Promise<string> {
  const text = newLedger((await scanProgram(program)).captures.map(recordOf));
  return Object.entries({ ...FILLED, ...fields }).reduce(
    (ledger, [field, value]) =>
      ledger.replaceAll(`    ${field}:\n`, `    ${field}:${value === '' ? '' : ` ${value}`}\n`),
    text,
  );
}

export function withLedger(program: Program, ledger: string): Program {
  return { ...(typeof program === 'string' ? { 'a.ts': program } : program), [LEDGER_NAME]: ledger };
}
