/**
 * What product.md says about what was seen: which deliveries make a capture, and what owes no redaction.
 *
 * The observation says what went where; these few lines say which of it matters. Each names its row or ruling.
 */
import type { Delivery, Sight, World } from './world.js';

/** Holds if content of such a sensor at such a sink is a capture at all. */
export function isCapture({ kind }: Delivery, sights: readonly Sight[]): boolean {
  return sights.some(({ label, reach }) => {
    // "What is a capture": a field's own handler does the app's own work, unless it tells analytics or a log.
    if (reach === 'element') return kind === 'analytics' || kind === 'log';
    // Ruling 4: log output counts where the content is text, keys, a URL or a title. A position is none of these.
    return label !== 'coordinates' || kind !== 'log';
  });
}

/** Severity table: pixels, sound or events of a recording that the person's own press or the picker started. */
export function owesRedaction({ sights, grants }: Pick<World, 'sights' | 'grants'>): boolean {
  const isOwn = grants.has('press') || grants.has('picker');
  return !(isOwn && sights.every(({ label }) => label === 'pixels' || label === 'media' || label === 'coordinates'));
}
