/**
 * Runs the command line and sets the exit code.
 *
 * Holds: the code is 2 until a command has finished, so that a run which dies on the way never looks green; the process is
 * never ended by force, because output on its way through a pipe would be lost.
 */
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { UsageError } from '../model/errors.js';
import { EXIT } from './exit-code.js';
import { complain, quietStreams } from './output.js';
import { createProgram } from './program.js';
import { putOffOptimising } from './runtime.js';

export async function main(argv: readonly string[]): Promise<void> {
  let failed = false;
  let settled = false;
  const fail = (error: unknown): void => {
    failed = true;
    process.exitCode = EXIT.misuse;
    report(error);
  };
  putOffOptimising();
  quietStreams();
  process.exitCode = EXIT.misuse;
  process.on('uncaughtException', fail);
  process.once('beforeExit', () => {
    if (!settled) fail(new Error('the command ended without a result'));
  });
  try {
    const program = createProgram(ownVersion(), (code) => {
      if (!failed) process.exitCode = code;
    });
    await program.parseAsync(argv);
  } catch (error) {
    if (isHelp(error)) process.exitCode = EXIT.clean;
    else fail(error);
  } finally {
    settled = true;
  }
}

function ownVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}

/** Commander reports that it has printed help or the version as an error with code 0. */
function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

function report(error: unknown): void {
  if (error instanceof CommanderError) complain(oneLine(error.message.replace(/^error: /, '')));
  else if (error instanceof UsageError) complain(oneLine(error.message));
  else reportInternal(error);
}

function reportInternal(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (process.env['CONSENTLINT_DEBUG'] === '1') {
    complain(`internal error: ${oneLine(message)}`);
    process.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
  } else {
    complain(`internal error: ${oneLine(message)} (set CONSENTLINT_DEBUG=1 for the stack)`);
  }
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, ' ');
}
