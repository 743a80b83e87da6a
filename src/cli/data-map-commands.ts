/**
 * The commands about what is recorded and where it goes: `ledger` declares it, `inventory` prints it.
 */
import { type Command, Option } from 'commander';
import type { ExitCode } from './exit-code.js';
import type { InventoryOptions } from './inventory-command.js';
import type { LedgerOptions } from './ledger-command.js';

export const INVENTORY_FORMATS = ['table', 'json', 'markdown', 'mermaid'] as const;

const PATHS = 'files or directories; the current directory when none are given';

/** Loads each command when it is asked for: a scan pays for neither. */
export function addDataMapCommands(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('ledger')
    .description('write consentlint.ledger.yaml: each capture, and what people declare it for; see docs/ledger.md')
    .argument('[paths...]', PATHS)
    .addOption(new Option('--check', 'exit with 1 and say what differs from the code; writes nothing'))
    .addOption(new Option('--update', "bring it up to date, and keep people's fields").conflicts('check'))
    .option('--file <file>', 'another ledger than the one at the scan root')
    .option('--config <file>', 'configuration file')
    .action(async (paths: string[], _: unknown, command: Command) => {
      const { ledgerCommand } = await import('./ledger-command.js');
      finish(await ledgerCommand(paths, command.optsWithGlobals<LedgerOptions>()));
    });
  program
    .command('inventory')
    .description('print the data map: sensor, gate, redactor, sink, who can read')
    .argument('[paths...]', PATHS)
    .addOption(
      new Option('--format <format>', 'table (default), json, markdown or mermaid')
        .choices(INVENTORY_FORMATS)
        .default('table'),
    )
    .option('--config <file>', 'configuration file')
    .action(async (paths: string[], _: unknown, command: Command) => {
      const { inventoryCommand } = await import('./inventory-command.js');
      finish(await inventoryCommand(paths, command.optsWithGlobals<InventoryOptions>()));
    });
}
