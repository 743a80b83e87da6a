/** What a session-replay call's options hide. */
import type { Conditions } from '../model/catalogue.js';
import type { Step } from '../model/result.js';
import type { MaskingTrace } from '../model/trace.js';
import { type Context, conditionsHold } from './match.js';
import type { SensorSite } from './sensors.js';

export function maskingOf(
  context: Context,
  sensor: SensorSite,
): { hides: MaskingTrace; evidence: readonly Step[] } | undefined {
  const { masking } = sensor.model;
  if (!masking) return undefined;
  const location = context.callers.e.program.locate(sensor.at);
  const holds = (sets: readonly Conditions[] | undefined): Conditions | undefined => anyHolds(context, sensor, sets);
  const revealed = holds(masking.unmaskedBy);
  if (revealed)
    return { hides: 'none', evidence: [{ location, note: `${describe(revealed)} reveals what is hidden by default` }] };
  const hidden = holds(masking.maskedBy);
  if (hidden)
    return { hides: 'all', evidence: [{ location, note: `${describe(hidden)} hides text and typed values` }] };
  const typed = holds(masking.inputsMaskedBy);
  if (typed)
    return { hides: 'inputs', evidence: [{ location, note: `${describe(typed)} hides typed values, not page text` }] };
  return { hides: masking.defaults, evidence: [{ location, note: DEFAULTS[masking.defaults] }] };
}

const DEFAULTS: Readonly<Record<MaskingTrace, string>> = {
  all: 'text and typed values are hidden by default',
  inputs: 'by default typed values are hidden and page text is not',
  none: 'by default nothing is hidden',
  remote: "what is hidden is decided in the vendor's settings, not in the code",
};

/** Gets the first set of options that holds. */
export function anyHolds(
  context: Context,
  sensor: SensorSite,
  sets: readonly Conditions[] | undefined,
): Conditions | undefined {
  return sets?.find((set) => conditionsHold(context, sensor.site, set, sensor.frame) === 'yes');
}

function describe(conditions: Conditions): string {
  return Object.entries(conditions)
    .map(
      ([port, allowed]) =>
        `${port.replace(/^arg\d+\./, '')} ${Array.isArray(allowed) ? allowed.join(' or ') : String(allowed)}`,
    )
    .join(', ');
}
