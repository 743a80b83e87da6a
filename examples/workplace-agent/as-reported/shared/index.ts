/** Records exchanged between the desktop agent, the browser extension and the ingest server. */

export interface KeyRecord {
  readonly kind: 'key';
  readonly keycode: number;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly at: number;
}

export interface PointerRecord {
  readonly kind: 'move' | 'click';
  readonly x: number;
  readonly y: number;
  readonly at: number;
}

export interface InputRecord {
  readonly kind: 'input';
  readonly field: string;
  readonly value: string;
  readonly at: number;
}

export interface CopyRecord {
  readonly kind: 'copy';
  readonly text: string;
  readonly at: number;
}

export interface ActivityRecord {
  readonly kind: 'activity';
  readonly title: string;
  readonly url?: string;
  readonly at: number;
}

export interface PageRecord {
  readonly kind: 'page-key' | 'page-click';
  readonly url: string;
  readonly detail: string;
  readonly at: number;
}

export type CaptureRecord = KeyRecord | PointerRecord | InputRecord | CopyRecord | ActivityRecord | PageRecord;

export interface CaptureBatch {
  readonly deviceId: string;
  readonly sentAt: number;
  readonly records: readonly CaptureRecord[];
}

export const TELEMETRY_URL = 'https://telemetry.example.invalid';

export const ROUTES = {
  batches: '/v1/batches',
  live: '/v1/live',
  replay: '/v1/replay',
  captures: '/captures',
  training: '/v1/training',
} as const;
