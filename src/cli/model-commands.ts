/**
 * The commands about models: `models` lists what is known, `test-models` holds models to their fixtures.
 */
import { type Command, Option } from 'commander';
import { EXIT, type ExitCode } from './exit-code.js';
import type { ModelsOptions } from './models-command.js';

const FORMATS = ['pretty', 'json'] as const;

/** Loads each command when it is asked for: a scan pays for neither. */
export function addModelCommands(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('models')
    .description('list the APIs that are known: sensors, sinks, gates, redactors')
    .argument('[filter]', 'a package, a role or a part of an API')
    .addOption(new Option('--format <format>', 'pretty (default) or json').choices(FORMATS).default('pretty'))
    .action(async (filter: string | undefined, _: unknown, command: Command) => {
      const { modelsCommand } = await import('./models-command.js');
      await modelsCommand(filter, command.optsWithGlobals<ModelsOptions>());
      finish(EXIT.clean);
    });
  program
    .command('test-models')
    .description('hold models to the marks in their fixtures; see docs/models.md')
    .argument('[paths...]', 'model files or folders of them; those of consentlint.yaml when none are given')
    .action(async (paths: string[]) => {
      const { testModelsCommand } = await import('./test-models/index.js');
      finish(await testModelsCommand(paths));
    });
}
