/** Writes the data map as a Markdown table, for a privacy notice or a pull request. */
import type { Report } from '../../model/result.js';
import { safeText } from '../safe.js';
import { NOTHING_LEAVES, inventoryRows, sinkPlace } from './rows.js';

const TITLES = ['sensor', 'where', 'gate', 'redactor', 'sink', 'who can read'];

export function renderInventoryMarkdown(report: Report): string {
  const rows = inventoryRows(report).map(({ sensor, api, place, gate, redactor, sink, readers }) => [
    `${sensor}: ${api}`,
    place,
    gate,
    redactor,
    sink === null ? NOTHING_LEAVES : `${sink.kind}: ${sink.api}, ${sinkPlace(sink)}`,
    readers,
  ]);
  return [TITLES, TITLES.map(() => '---'), ...rows.map((row) => row.map(escaped))]
    .map((row) => `| ${row.join(' | ')} |\n`)
    .join('');
}

/** Names in the code are text, whatever Markdown would make of them. */
function escaped(text: string): string {
  return safeText(text).replace(/[\\`*_[\]<>&|#]/g, '\\$&');
}
