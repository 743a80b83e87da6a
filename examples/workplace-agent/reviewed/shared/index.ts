/** Records exchanged between the desktop agent, the browser extension and the ingest server. */

export interface KeyRecord {
  readonly kind: 'key';
  readonly presses: number;
  readonly at: number;
}

export interface PointerRecord {
  readonly kind: 'pointer';
  readonly moves: number;
  readonly clicks: number;
  readonly at: number;
}

export interface InputRecord {
  readonly kind: 'input';
  readonly masked: string;
  readonly at: number;
}

export interface CopyRecord {
  readonly kind: 'copy';
  readonly characters: number;
  readonly at: number;
}

export interface ActivityRecord {
  readonly kind: 'activity';
  readonly app: string;
  readonly title: string;
  readonly at: number;
}

export interface ScreenRecord {
  readonly kind: 'screen';
  readonly changedShare: number;
  readonly at: number;
}

export interface PageRecord {
  readonly kind: 'page';
  readonly keys: number;
  readonly clicks: number;
  readonly at: number;
}

export type CaptureRecord =
  KeyRecord | PointerRecord | InputRecord | CopyRecord | ActivityRecord | ScreenRecord | PageRecord;

export interface CaptureBatch {
  readonly sentAt: number;
  readonly records: readonly CaptureRecord[];
}

export const TELEMETRY_URL = 'https://telemetry.example.invalid';

export const ROUTES = {
  batches: '/v1/batches',
  replay: '/v1/replay',
  captures: '/captures',
  training: '/v1/training',
} as const;
