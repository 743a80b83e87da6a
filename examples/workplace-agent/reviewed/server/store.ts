/** Captures in PostgreSQL: one row per record, each with its owner. */
import { Pool } from 'pg';
import type { CaptureBatch, CaptureRecord } from '@shared';

export interface CaptureRow {
  readonly kind: CaptureRecord['kind'];
  readonly payload: CaptureRecord;
  readonly recorded_at: string;
}

export interface KindCount {
  readonly kind: CaptureRecord['kind'];
  readonly hour: number;
  readonly records: number;
}

const RETENTION_DAYS = 30;

export class CaptureStore {
  private readonly pool = new Pool({ connectionString: process.env.DATABASE_URL });

  async insert(ownerId: string, batch: CaptureBatch): Promise<void> {
    for (const record of batch.records) {
      await this.pool.query(
        'insert into captures (owner_id, kind, payload, recorded_at) values ($1, $2, $3, to_timestamp($4 / 1000.0))',
        [ownerId, record.kind, JSON.stringify(record), record.at],
      );
    }
  }

  async insertReplay(ownerId: string, events: readonly unknown[]): Promise<void> {
    await this.pool.query('insert into replays (owner_id, events) values ($1, $2)', [ownerId, JSON.stringify(events)]);
  }

  async listFor(ownerId: string, limit: number): Promise<CaptureRow[]> {
    const { rows } = await this.pool.query<CaptureRow>(
      'select kind, payload, recorded_at from captures where owner_id = $1 order by recorded_at desc limit $2',
      [ownerId, limit],
    );
    return rows;
  }

  /** How many records of each kind, by hour of the day, over everybody. */
  async countByKind(): Promise<KindCount[]> {
    const { rows } = await this.pool.query<KindCount>(
      'select kind, extract(hour from recorded_at) as hour, count(*) as records from captures group by 1, 2',
    );
    return rows;
  }

  async deleteFor(ownerId: string): Promise<void> {
    await this.pool.query('delete from captures where owner_id = $1', [ownerId]);
    await this.pool.query('delete from replays where owner_id = $1', [ownerId]);
  }

  async deleteExpired(): Promise<void> {
    const values = [RETENTION_DAYS];
    await this.pool.query('delete from captures where recorded_at < now() - make_interval(days => $1)', values);
    await this.pool.query('delete from replays where received_at < now() - make_interval(days => $1)', values);
  }
}
