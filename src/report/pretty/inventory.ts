/**
 * Lists, one line each, the captures that ask for no action: notes, accepted findings, and promises kept.
 */
import { OBLIGATIONS } from '../../model/result.js';
import type { Capture } from '../../model/result.js';
import { counted } from '../tally.js';
import { crop, line, lineWidth, padded, span } from './line.js';
import type { Line } from './line.js';
import { acceptance, heading, placeOf } from './parts.js';
import type { Block } from './review.js';

const MAX_PLACE = 40;

export function inventoryLines(items: readonly Block[], width: number): Line[] {
  if (items.length === 0) return [];
  const labels = items.map(labelOf);
  const labelWidth = Math.max(...labels.map(({ length }) => length)) + 2;
  const places = items.map(({ location }) => lineWidth([placeOf(location)]));
  const placeWidth = Math.min(MAX_PLACE, Math.max(...places)) + 2;
  const title = `Inventory: ${counted(items.length, 'place that asks', 'places that ask')} for no action`;
  return [
    line('dim', '─'.repeat(width)),
    heading(title),
    ...items.map((item, index) => {
      const row = [
        span('plain', '  '),
        ...padded('note', labels[index] ?? '', labelWidth),
        ...padded('place', `${item.location.file}:${item.location.line}`, placeWidth - 2),
        span('plain', `  ${summaryOf(item)}`),
      ];
      return crop(row, 0, width);
    }),
    [],
  ];
}

function labelOf({ capture, findings }: Block): string {
  return capture?.sensor ?? findings[0]?.ruleId ?? '';
}

/** Gets what is worth knowing in one line: why nothing fails, else which promises are kept. */
function summaryOf({ capture, findings }: Block): string {
  const [first] = findings;
  const accepted = first === undefined ? '' : acceptance(first).trim();
  if (first !== undefined && accepted !== '') return `${first.ruleId} ${accepted}`;
  const text = first?.message ?? (capture && keptBy(capture)) ?? '';
  return capture === undefined || text.includes(capture.api) ? text : `${capture.api} · ${text}`;
}

function keptBy({ content, obligations }: Capture): string {
  const met = OBLIGATIONS.filter((name) => obligations[name]?.verdict === 'met');
  const kept = met.length === 0 ? '' : `; met: ${met.join(', ')}`;
  return `${content ? 'content leaves' : 'no content leaves'}${kept}`;
}
