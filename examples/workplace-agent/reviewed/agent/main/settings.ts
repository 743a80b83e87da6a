/** Device settings. A published policy may slow the agent down; it cannot switch anything on. */
import { TELEMETRY_URL } from '@shared';

export interface Settings {
  readonly endpoint: string;
  readonly token: string;
  readonly flushMs: number;
  readonly screenshotMs: number;
  readonly activityMs: number;
  readonly clipboardMs: number;
}

const DEFAULTS: Settings = {
  endpoint: process.env.COMPANION_ENDPOINT ?? TELEMETRY_URL,
  token: process.env.COMPANION_SESSION_TOKEN ?? '',
  flushMs: 60_000,
  screenshotMs: 120_000,
  activityMs: 10_000,
  clipboardMs: 10_000,
};

/** Work applications by bundle id. Password managers, browsers and chats stay outside. */
export const ALLOWED_APPS: ReadonlyMap<string, string> = new Map([
  ['invalid.example.crm', 'CRM'],
  ['invalid.example.tickets', 'Tickets'],
  ['invalid.example.sheets', 'Sheets'],
]);

export async function loadSettings(): Promise<Settings> {
  try {
    const response = await fetch(`${DEFAULTS.endpoint}/v1/policy`);
    if (!response.ok) return DEFAULTS;
    const policy = (await response.json()) as Partial<Settings>;
    return {
      ...DEFAULTS,
      flushMs: Math.max(DEFAULTS.flushMs, policy.flushMs ?? 0),
      screenshotMs: Math.max(DEFAULTS.screenshotMs, policy.screenshotMs ?? 0),
      activityMs: Math.max(DEFAULTS.activityMs, policy.activityMs ?? 0),
      clipboardMs: Math.max(DEFAULTS.clipboardMs, policy.clipboardMs ?? 0),
    };
  } catch {
    return DEFAULTS;
  }
}
