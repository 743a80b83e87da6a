/**
 * The person at the program, who reads labels and questions and decides.
 *
 * Deliberately absent: the recipe. What a control or a question means is told from the words on it alone.
 */
/** `closed`: shut the question without choosing. That is no agreement, whatever a dialog returns for it. */
export type Says = 'nothing' | 'no' | 'yes' | 'closed';

export interface Control {
  /** The words on the control: its id, its label. */
  readonly label: string;
  readonly press: (isChecked?: boolean) => void;
}

export type Meaning = 'allow' | 'refuse' | 'record' | 'stop' | 'everyday';

const ABOUT_RECORDING =
  /record|captur|track|monitor|screen|keys?\b|typing|clipboard|activity|edits|telemetry|analytics|cookies?|microphone/;

/** Says what pressing this control means. */
export function meaningOf(label: string): Meaning {
  const words = label.toLowerCase().replace(/[-_.]+/g, ' ');
  if (!ABOUT_RECORDING.test(words)) return 'everyday';
  if (/\b(refuse|deny|decline|reject|no)\b/.test(words)) return 'refuse';
  if (/\b(stop|pause|withdraw|turn off)\b/.test(words)) return 'stop';
  if (/\b(allow|accept|agree|consent|yes|enable)\b/.test(words)) return 'allow';
  return /\b(start|begin) (a )?recording\b|\bshare (my |your )?screen\b|^record\b/.test(words) ? 'record' : 'everyday';
}

/** Holds if a question asks to record; any other one is answered in passing. */
export function isAboutRecording(question: string): boolean {
  return ABOUT_RECORDING.test(question.toLowerCase());
}

/** Gets the index of the button that says what the person says; `cancelled` where the question was closed. */
export function buttonFor(buttons: readonly string[], says: Says, cancelled: number): number {
  if (says === 'closed') return cancelled;
  const wanted =
    says === 'yes' ? /^(allow|yes|accept|agree|ok|i agree|continue)\b/i : /^(no|refuse|deny|decline|cancel|don.t)/i;
  const found = buttons.findIndex((button) => wanted.test(button));
  return found >= 0 ? found : says === 'yes' ? 0 : buttons.length - 1;
}
