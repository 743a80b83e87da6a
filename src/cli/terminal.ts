/**
 * What the terminal can show: how many columns, and which colours.
 */
import { Chalk } from 'chalk';
import { PLAIN } from '../report/pretty/paint.js';
import type { Palette } from '../report/pretty/paint.js';

const WITHOUT_TERMINAL = 100;
const NARROWEST = 60;
const WIDEST = 140;

type Environment = Readonly<Record<string, string | undefined>>;

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Gets the width to wrap at; COLUMNS wins over the terminal, which wins over a default for pipes and files. */
export function widthFor(terminal: Terminal | undefined, env: Environment): number {
  const asked = /^[1-9]\d{0,4}$/.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : undefined;
  const columns = asked ?? (terminal?.columns || WITHOUT_TERMINAL);
  return Math.min(WIDEST, Math.max(NARROWEST, columns));
}

/** Gets the colours for a terminal; NO_COLOR wins over FORCE_COLOR, and a pipe has none unless forced. */
export function paletteFor(terminal: Terminal, env: Environment, wanted: boolean): Palette {
  return wanted && hasColour(terminal, env) ? coloured() : PLAIN;
}

function hasColour(terminal: Terminal, env: Environment): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return terminal.isTTY === true && env['TERM'] !== 'dumb';
}

/** The 16 colours that follow the person's own theme. */
function coloured(): Palette {
  const chalk = new Chalk({ level: 1 });
  return {
    ...PLAIN,
    strong: chalk.bold,
    dim: chalk.dim,
    error: chalk.red.bold,
    warning: chalk.yellow.bold,
    note: chalk.blue,
    good: chalk.green,
    place: chalk.cyan,
    accent: chalk.magenta,
  };
}
