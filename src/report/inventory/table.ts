/**
 * Shows the data map in a terminal: each capture, and below it a row for each way its content takes.
 */
import type { Report } from '../../model/result.js';
import { type Line, type Style, line, lineWidth, pad, span } from '../pretty/line.js';
import { type Looks, paint } from '../pretty/paint.js';
import { wrap } from '../pretty/wrap.js';
import { counted } from '../tally.js';
import { type InventoryRow, NOTHING_LEAVES, inventoryRows, sinkPlace } from './rows.js';

const TITLES = ['GATE', 'REDACTOR', 'SINK', 'WHO CAN READ'];
const INDENT = 2;
const GAP = 2;
const NARROWEST = 10;

export function renderInventoryTable(report: Report, { width, palette }: Looks): string {
  const rows = inventoryRows(report);
  const cells = rows.map(({ gate, redactor, sink, readers }) => [
    gate,
    redactor,
    sink === null ? NOTHING_LEAVES : `${sink.kind} ${sink.api} ${sinkPlace(sink)}`,
    readers,
  ]);
  const widths = columnWidths([TITLES, ...cells], width - INDENT - GAP * (TITLES.length - 1));
  const body = rows.flatMap((row, at) => [
    ...(rows[at - 1]?.captureId === row.captureId ? [] : heading(row, width)),
    ...tableRow(cells[at]!, widths, 'plain'),
  ]);
  const sum = line('dim', counted(report.captures.length, 'capture'));
  return paint([...(rows.length === 0 ? [] : tableRow(TITLES, widths, 'dim')), ...body, [], sum], palette);
}

function heading({ sensor, place, api }: InventoryRow, width: number): Line[] {
  return [[], ...wrap([span('strong', sensor), span('place', ` ${place}`), span('plain', ` ${api}`)], width)];
}

/** Gets the room each column needs; the widest give way until all fit. */
function columnWidths(rows: readonly (readonly string[])[], room: number): readonly number[] {
  const widths = TITLES.map((_, column) => Math.max(...rows.map((row) => lineWidth(line('plain', row[column]!)))));
  for (let excess = widths.reduce((sum, one) => sum + one, 0) - room; excess > 0; excess -= 1) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function tableRow(cells: readonly string[], widths: readonly number[], style: Style): Line[] {
  const wrapped = cells.map((cell, column) => wrap(line(style, cell), widths[column]!));
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) => [
    pad(INDENT),
    ...wrapped.flatMap((lines, column) => {
      const part = lines[at] ?? [];
      return [...part, pad(widths[column]! - lineWidth(part) + GAP)];
    }),
  ]);
}
