/** Which fields of a page may be looked at. */

export type TextField = HTMLInputElement | HTMLTextAreaElement;

const SENSITIVE_AUTOCOMPLETE = /^(cc-|current-password$|new-password$|one-time-code$)/;

export function isTextField(target: EventTarget | null): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Holds if the field is made for a password, a card or a one-time code. */
export function isSensitive(target: EventTarget | null): boolean {
  if (!isTextField(target)) return false;
  if (target.type === 'password') return true;
  return SENSITIVE_AUTOCOMPLETE.test(target.autocomplete);
}
