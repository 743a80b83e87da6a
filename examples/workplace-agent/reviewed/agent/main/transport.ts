/** Everything that leaves the device goes through here. */
import axios from 'axios';
import { ROUTES, type CaptureBatch, type CaptureRecord } from '@shared';
import { hasConsent } from './consent';
import type { Settings } from './settings';

export class Transport {
  constructor(private readonly settings: Settings) {}

  async sendBatch(records: readonly CaptureRecord[]): Promise<void> {
    if (!hasConsent()) return;
    const batch: CaptureBatch = { sentAt: Date.now(), records };
    await axios.post(`${this.settings.endpoint}${ROUTES.batches}`, batch, {
      headers: this.headers(),
      timeout: 20_000,
    });
  }

  /** Asks the server to delete everything it holds about the signed-in person. */
  async deleteEverything(): Promise<void> {
    await axios.delete(`${this.settings.endpoint}${ROUTES.captures}`, { headers: this.headers() });
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.settings.token}` };
  }
}
