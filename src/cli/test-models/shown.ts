/**
 * A fixture that was scanned: its marks, its report, and the models that had a say in it.
 */
import { resolve } from 'node:path';
import { type ModelIndex, patternsOf } from '../../catalogue/patterns.js';
import type { Catalogue, Model } from '../../model/catalogue.js';
import type { Report } from '../../model/result.js';
import { scan } from '../../scan.js';
import type { FixtureFile } from './fixtures.js';
import type { Marks } from './marks.js';

/** `mistake`: the fixture itself cannot be used. */
export interface Complaint {
  readonly kind: 'missing' | 'unexpected' | 'untested' | 'mistake';
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

interface Marked extends FixtureFile {
  readonly marks: Marks;
}

export interface Shown {
  readonly path: string;
  readonly files: readonly Marked[];
  readonly report: Report;
  /** The models that were asked for: no other can have changed the report. */
  readonly spoken: ReadonlySet<Model>;
}

export async function scanned(path: string, catalogue: Catalogue, index: ModelIndex): Promise<Report> {
  return (await scan({ paths: [path], cwd: resolve(path), known: { catalogue, index } })).report;
}

export function patternsIn(model: Model): readonly string[] {
  return 'channel' in model ? [...model.send.api, ...model.receive.api] : patternsOf(model.api);
}
