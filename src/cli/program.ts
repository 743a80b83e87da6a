/**
 * The command line: commands, options, and help with examples.
 *
 * Commands hand their exit code to `finish`; nothing here ends the process.
 */
import { Command, Option } from 'commander';
import { RULE_FORMATS, explainCommand, rulesCommand } from './catalogue-commands.js';
import type { RulesOptions } from './catalogue-commands.js';
import { addDataMapCommands } from './data-map-commands.js';
import { EXIT, FAIL_ON } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { addModelCommands } from './model-commands.js';
import { FORMATS, scanCommand } from './scan-command.js';
import type { ScanOptions } from './scan-command.js';

const EXAMPLES = `
Examples:
  consentlint                                      review the current directory
  consentlint src packages/agent                   review these paths
  consentlint --format sarif --output out.sarif    for code scanning
  consentlint --fail-on warning                    a stricter build
  consentlint explain ungated-capture              why a rule exists, what to do

Exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  wrong usage or configuration, or the report could not be written
  3  something could not be analysed, and nothing else failed
`;

export function createProgram(version: string, finish: (code: ExitCode) => void): Command {
  const program = new Command('consentlint')
    .description('Reviews code that observes people: was it agreed to, can it be stopped, what leaves.')
    .usage('[command] [paths...] [options]')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .option('--no-color', 'never use colours (NO_COLOR does the same)')
    .configureHelp({ showGlobalOptions: true, optionDescription: (option) => option.description })
    .configureOutput({ outputError: () => undefined })
    .showSuggestionAfterError()
    .exitOverride();
  addScan(program, finish);
  addRules(program, finish);
  addExplain(program, finish);
  addDataMapCommands(program, finish);
  addModelCommands(program, finish);
  return program.addHelpText('after', () => scanOptionsHelp(program) + EXAMPLES);
}

function addScan(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('scan', { isDefault: true })
    .description('review the code under these paths (the default command)')
    .argument('[paths...]', 'files or directories; the current directory when none are given')
    .addOption(new Option('--format <format>', 'pretty (default), json or sarif').choices(FORMATS).default('pretty'))
    .option('--output <file>', 'write the report to a file instead of printing it')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from here on: error (default), warning, note, never')
        .choices(FAIL_ON)
        .default('error'),
    )
    .option('--config <file>', 'configuration file')
    .action(async (paths: string[], _: unknown, command: Command) => {
      const names = program.commands.map((one) => one.name());
      finish(await scanCommand(paths, command.optsWithGlobals<ScanOptions>(), names));
    });
}

function addRules(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('--format <format>', 'pretty (default) or json').choices(RULE_FORMATS).default('pretty'))
    .action(async (_: unknown, command: Command) => {
      await rulesCommand(command.optsWithGlobals<RulesOptions>());
      finish(EXIT.clean);
    });
}

function addExplain(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('explain')
    .description("print a rule's page: what it finds, why it matters, what to do")
    .argument('<rule>', 'rule id, as in a finding')
    .action(async (id: string, _: unknown, command: Command) => {
      await explainCommand(id, command.optsWithGlobals<{ color: boolean }>().color);
      finish(EXIT.clean);
    });
}

/** The default command's options belong in the first help that anyone sees. */
function scanOptionsHelp(program: Command): string {
  const help = program.createHelp();
  const scan = program.commands.find((command) => command.name() === 'scan');
  const terms = (scan?.options ?? []).map((option) => ({
    term: help.optionTerm(option),
    text: help.optionDescription(option),
  }));
  const width = Math.max(...terms.map(({ term }) => term.length)) + 2;
  return ['\nOptions of scan:', ...terms.map(({ term, text }) => `  ${term.padEnd(width)}${text}`), ''].join('\n');
}
