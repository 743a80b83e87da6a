/** Device settings: build defaults, then the environment, then the policy published for this device. */
import { hostname } from 'node:os';
import { TELEMETRY_URL } from '@shared';

export interface Settings {
  readonly endpoint: string;
  readonly agentKey: string;
  readonly deviceId: string;
  readonly flushMs: number;
  readonly screenshotMs: number;
  readonly activityMs: number;
  readonly clipboardMs: number;
}

const DEFAULTS: Settings = {
  endpoint: process.env.COMPANION_ENDPOINT ?? TELEMETRY_URL,
  agentKey: process.env.COMPANION_AGENT_KEY ?? '',
  deviceId: process.env.COMPANION_DEVICE_ID ?? hostname(),
  flushMs: 10_000,
  screenshotMs: 15_000,
  activityMs: 2_000,
  clipboardMs: 1_500,
};

export async function loadSettings(): Promise<Settings> {
  try {
    const response = await fetch(`${DEFAULTS.endpoint}/v1/devices/${DEFAULTS.deviceId}/policy`);
    if (!response.ok) return DEFAULTS;
    const policy = (await response.json()) as Partial<Settings>;
    return { ...DEFAULTS, ...policy };
  } catch {
    return DEFAULTS;
  }
}
