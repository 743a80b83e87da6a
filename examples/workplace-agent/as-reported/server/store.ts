/** Captures in PostgreSQL: one row per record. */
import { Pool } from 'pg';
import type { CaptureBatch, CaptureRecord } from '@shared';

export interface CaptureRow {
  readonly device_id: string;
  readonly kind: CaptureRecord['kind'];
  readonly payload: CaptureRecord;
  readonly recorded_at: string;
}

export class CaptureStore {
  private readonly pool = new Pool({ connectionString: process.env.DATABASE_URL });

  async insert(batch: CaptureBatch): Promise<void> {
    for (const record of batch.records) {
      await this.pool.query(
        'insert into captures (device_id, kind, payload, recorded_at) values ($1, $2, $3, to_timestamp($4 / 1000.0))',
        [batch.deviceId, record.kind, JSON.stringify(record), record.at],
      );
    }
  }

  async insertReplay(event: unknown): Promise<void> {
    await this.pool.query('insert into replays (event) values ($1)', [JSON.stringify(event)]);
  }

  async list(deviceId: string | undefined, limit: number): Promise<CaptureRow[]> {
    const { rows } = await this.pool.query<CaptureRow>(
      'select * from captures where $1::text is null or device_id = $1 order by recorded_at desc limit $2',
      [deviceId ?? null, limit],
    );
    return rows;
  }
}
