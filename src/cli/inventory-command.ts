/**
 * `consentlint inventory`: the data map of the code under the paths, as it is.
 *
 * What is wrong with it is for `scan` to say; the exit code tells only whether all of it could be analysed.
 */
import { renderInventoryMarkdown } from '../report/inventory/markdown.js';
import { renderInventoryMermaid } from '../report/inventory/mermaid.js';
import { inventoryRows } from '../report/inventory/rows.js';
import { renderInventoryTable } from '../report/inventory/table.js';
import { placed } from '../report/pretty/placed.js';
import { safeJson } from '../report/safe.js';
import type { Report } from '../model/result.js';
import type { INVENTORY_FORMATS } from './data-map-commands.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { complain, print } from './output.js';
import { checkPaths, prefixOf, scanned } from './scan-command.js';
import { paletteFor, widthFor } from './terminal.js';

export interface InventoryOptions {
  readonly format: (typeof INVENTORY_FORMATS)[number];
  readonly config?: string;
  readonly color: boolean;
}

export async function inventoryCommand(given: readonly string[], options: InventoryOptions): Promise<ExitCode> {
  const paths = given.length === 0 ? ['.'] : given;
  await checkPaths(paths, []);
  const { report } = await scanned(paths, options.config);
  await print(rendered(report, options, await prefixOf(paths)));
  if (report.status === 'complete') return EXIT.clean;
  complain('PARTIAL: not everything could be analysed, so rows may be missing; consentlint scan says what');
  return EXIT.partial;
}

/** Only a terminal opens places from where the reader stands; the other formats are read elsewhere. */
function rendered(report: Report, { format, color }: InventoryOptions, prefix: string): string {
  switch (format) {
    case 'json':
      return safeJson({ status: report.status, rows: inventoryRows(report) });
    case 'markdown':
      return renderInventoryMarkdown(report);
    case 'mermaid':
      return renderInventoryMermaid(report);
    case 'table': {
      const width = widthFor(process.stdout, process.env);
      const palette = paletteFor(process.stdout, process.env, color);
      return renderInventoryTable(placed(report, prefix), { width, palette });
    }
  }
}
