/** What files of rules say of who may read a hosted store: Firebase security rules, row-level security in SQL. */
import type { Reader } from './catalogue.js';
import type { Diagnostic, Step } from './result.js';

/** `owner`: only who may, or nobody. `unread`: the condition could not be read. */
export type Allowed = Reader | 'owner' | 'unread';

/** One rule that lets somebody read. */
export interface Grant {
  /** As models say it: `rules NAME`, `json`, `sql`, `sql TABLE`. */
  readonly ruledBy: string;
  /** What it is about; `*` is any one segment, `**` all that follow. */
  readonly path: readonly string[];
  readonly who: Allowed;
  readonly step: Step;
}

export interface Policies {
  readonly grants: readonly Grant[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Content was written to a place that rules are about. */
export interface Hosted {
  readonly ruledBy: string;
  /** `*` where it could not be read. */
  readonly path: readonly string[];
  /** From the sensor to here. */
  readonly trace: readonly Step[];
}
