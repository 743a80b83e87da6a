/** Everything that leaves the device goes through here. */
import axios from 'axios';
import { PostHog } from 'posthog-node';
import { ROUTES, type ActivityRecord, type CaptureBatch, type CaptureRecord, type PointerRecord } from '@shared';
import type { Settings } from './settings';

export class Transport {
  private readonly insights = new PostHog('phc_northfield_people', {
    host: 'https://insights.example.invalid',
  });

  constructor(private readonly settings: Settings) {}

  async sendBatch(records: readonly CaptureRecord[]): Promise<void> {
    const batch: CaptureBatch = { deviceId: this.settings.deviceId, sentAt: Date.now(), records };
    await axios.post(`${this.settings.endpoint}${ROUTES.batches}`, batch, {
      headers: { 'x-agent-key': this.settings.agentKey },
      timeout: 20_000,
    });
  }

  async sendLive(record: PointerRecord): Promise<void> {
    await fetch(`${this.settings.endpoint}${ROUTES.live}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-agent-key': this.settings.agentKey },
      body: JSON.stringify({ deviceId: this.settings.deviceId, record }),
    });
  }

  /** Feeds the team dashboards: time on task and focus score per person. */
  trackFocus(record: ActivityRecord): void {
    this.insights.capture({
      distinctId: this.settings.deviceId,
      event: 'focus_changed',
      properties: { title: record.title },
    });
  }
}
