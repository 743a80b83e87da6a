/** Consent for the extended programme (click locations), delivered with the device profile. */

const consent = process.env.MONITORING_CONSENT ?? 'true';

export function hasConsent(): boolean {
  return consent === 'true';
}

export function describeConsent(): string {
  return hasConsent() ? 'Extended programme: on' : 'Extended programme: off';
}
