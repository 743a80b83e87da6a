/**
 * Writes the pages under docs/ that are nothing but data: the catalogue, and a page for each rule.
 *
 * In: the catalogue. Out: each page's text by its path under docs/.
 */
import { listModels } from '../../dist/catalogue/listing.js';
import { rulePage } from '../../dist/report/rule-page.js';

const GENERATED = '<!-- Written by `npm run docs` from rules/. Change it there. -->';
/** A row with more than this many patterns is no longer read; the models themselves have all of them. */
const SHOWN = 8;

const ROLES = {
  sensor: ['Sensors', 'What observes a person, by what it observes.'],
  sink: ['Sinks', 'Where content leaves, by what kind of place that is.'],
  gate: ['Gates', 'Checks that are a person’s own answer (`consent`), and checks that are taken for one.'],
  redactor: ['Redactors', 'What is gone from the result; `nothing` where a call only sounds like redaction.'],
  propagates: ['Propagators', 'Where content goes that a call is given, where that is not simply its result.'],
  channel: ['Channels', 'What is sent under a name arrives at those who listen for it.'],
  covers: ['Content scripts', 'Calls that say in which sites the code of their file runs, by the port that lists them.'],
  opens: ['Openings', 'What makes content readable, by who can read it then.'],
  route: ['Routes', 'Code that a request from outside runs, by its HTTP method.'],
  request: ['Requests', 'The other end of a route, by its HTTP method.'],
  guard: ['Guards', 'Checks of who is asking; `none` where a call only stands in the place of one.'],
  store: ['Stores', 'Named places that are written to, read from or served.'],
  exposes: ['Exposures', 'What a program puts where other code finds it by name.'],
  release: ['Releases', 'What undoes which call, by its handle or by what both were called with.'],
  starts: ['Starts', 'What switches on what an option had kept off.'],
  throttle: ['Throttles', 'What makes calls or events fewer.'],
  runs: ['Occasions', 'When a function that is handed over is run: by the person, by a clock, at an end that comes anyway.'],
  rate: ['Rates', 'How often a sensor fires while the person is at work; an estimate.'],
};

export function pages({ models, rules }) {
  return new Map([
    ['catalogue.md', cataloguePage(models)],
    ['rules/README.md', ruleIndex(rules)],
    ...rules.map((rule) => [`rules/${rule.id}.md`, ruleFile(rule)]),
  ]);
}

function cataloguePage(files) {
  const listed = listModels(files);
  return lines([
    '# The catalogue',
    GENERATED,
    counted(files, listed),
    '`consentlint models [filter]` prints the same for one package or role. [models.md](models.md) says what the words mean.',
    ...Object.entries(ROLES).flatMap(([role, [title, about]]) => section(role, title, about, listed)),
    '## Sources',
    'Where the facts come from, and the versions that `npm run verify:catalogue` held them to.',
    table(['package or platform', 'versions', 'source'], files.map(sourceRow)),
  ]);
}

function counted(files, listed) {
  const packages = new Set(files.flatMap((file) => [file.package ?? []].flat()).map(installed));
  const platform = new Set(listed.filter((model) => model.platform).flatMap(({ api }) => api));
  return `${listed.length} models in ${files.length} files: ${packages.size} packages and ${platform.size} platform APIs.`;
}

function installed(module) {
  return module.split('/').slice(0, module.startsWith('@') ? 2 : 1).join('/');
}

function section(role, title, about, listed) {
  const own = listed.filter((model) => model.role === role);
  const kinds = role === 'sensor' || role === 'sink' || role === 'gate' ? [...new Set(own.map(({ is }) => is))].sort() : [];
  const parts = kinds.flatMap((kind) => [`### ${kind}`, modelTable(own.filter(({ is }) => is === kind))]);
  return [`## ${title}`, about, ...(kinds.length > 0 ? parts : [modelTable(own, true)])];
}

function modelTable(models, withMeaning = false) {
  const rows = models.map((model) => [
    originOf(model),
    ...(withMeaning ? [code(model.is)] : []),
    apiOf(model.api),
    model.notes.join('; '),
  ]);
  return table(['package (and global) or platform', ...(withMeaning ? ['is'] : []), 'API', 'notes'], rows);
}

function originOf({ package: names, platform, globals = [] }) {
  return names === undefined ? platform : [...[names].flat(), ...globals].map(code).join(' ');
}

function apiOf(patterns) {
  const shown = patterns.slice(0, SHOWN).map(code).join(' ');
  return patterns.length > SHOWN ? `${shown} and ${patterns.length - SHOWN} more` : shown;
}

function sourceRow({ package: names, platform, globals, versions, source }) {
  const ranges =
    typeof versions === 'object' ? Object.entries(versions).map(([name, range]) => `${name} ${range}`) : [versions ?? ''];
  return [originOf({ package: names, platform, globals }), ranges.filter(Boolean).map(code).join(' '), source];
}

function ruleIndex(rules) {
  const rows = rules.map(({ id, obligation, summary }) => [`[${id}](${id}.md)`, obligation, summary]);
  return lines(['# Rules', GENERATED, table(['rule', 'obligation', 'finds'], rows)]);
}

function ruleFile(rule) {
  return lines([`# ${rule.id}`, GENERATED, rulePage(rule)]);
}

function table(head, rows) {
  const row = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

function code(text) {
  return `\`${text}\``;
}

function lines(parts) {
  return `${parts.join('\n\n')}\n`;
}
