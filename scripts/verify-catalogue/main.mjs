/**
 * Holds the catalogue to the packages it speaks of: every modelled export, method, event name and option must be declared.
 *
 * Usage: npm run verify:catalogue [-- [--offline] [--rules=DIR] [--cache=DIR] [model file or package]...]. Needs a build.
 * What was fetched is kept under node_modules/.cache; --offline asks the registry for nothing and says what is missing.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from '../../dist/catalogue/load.js';
import { Declarations } from './declarations.mjs';
import { KNOWN_ABSENT } from './known-undeclared.mjs';
import { PLATFORM, checkModelFile } from './model-file.mjs';
import { NOT_ON_REGISTRY, PackageCache, installedName, typesName, withoutVersion } from './packages.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const rules = option('rules') ?? join(root, 'rules');
const cache = new PackageCache(
  option('cache') ?? join(root, 'node_modules/.cache/consentlint-catalogue'),
  !args.includes('--offline'),
);
const MAX_ROUNDS = 3;
const TEXT_LIMIT = 4_000_000;

const counts = { ok: 0, text: 0, missing: 0, problems: 0 };
for (const { name, data } of modelFiles()) verify(name, data);
process.stdout.write(
  `\n${counts.ok} packages checked, ${counts.text} without declarations, ${counts.missing} not here, ${counts.problems} problems\n`,
);
process.exitCode = counts.problems > 0 ? 1 : 0;

function option(name) {
  return args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
}

function modelFiles() {
  const folder = join(rules, 'models');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const { models } = loadCatalogue(rules);
  return names
    .map((name, at) => ({ name: name.replace(/\.yaml$/, ''), data: models[at] }))
    .filter(
      ({ name, data }) => wanted.length === 0 || [name, ...[data.package].flat()].some((one) => wanted.includes(one)),
    );
}

function verify(name, file) {
  if (file.package === undefined) return verifyPlatform(name, file);
  const all = [file.package].flat();
  const modules = all.filter((module) => wanted.length === 0 || wanted.includes(name) || wanted.includes(module));
  const room = cache.room(name);
  const state = modules.flatMap((module) => releasesOf(room, module, rangeFor(file, module)));
  const declared = declare(room, modulesIn(state), file.globals ?? []);
  const texts = new Map();
  for (const { module, missing } of state) {
    if (missing || declared.modules.has(module)) continue;
    texts.set(module, textOf(room.folderOf(installedName(module))));
  }
  const others = all.filter((module) => !modules.includes(module));
  const known = { ...file, package: [...others, ...state.map(({ module }) => module)] };
  say(name, state, texts, checkModelFile(known, declared, texts));
}

/** Where the range has alternatives (`8 || 9`), an API may be in any of them: the newest has the package's own name. */
function releasesOf(room, module, range = 'latest') {
  const name = installedName(module);
  return range
    .split('||')
    .reverse()
    .map((one) => {
      const { as, ...found } = room.add(name, one.trim());
      return { module: module.replace(name, as), ...found };
    });
}

/** A browser's globals are declared by the language, Node's by its types; what a script tag leaves is declared nowhere. */
function verifyPlatform(name, file) {
  const room = cache.room(name);
  const declarations = new Declarations(room.folder, [], [join(root, 'node_modules/@types/node')]);
  const declared = { declarations, modules: new Map([[PLATFORM, declarations.globals()]]) };
  say(name, [{ module: PLATFORM, builtin: true }], new Map(), checkModelFile(file, declared, new Map()));
}

function modulesIn(state) {
  return state.filter(({ missing }) => !missing).map(({ module }) => module);
}

function rangeFor({ versions }, module) {
  return typeof versions === 'string' ? versions : versions?.[module];
}

/** Declarations may hand on those of other packages, which are fetched once it shows that they are needed. */
function declare(room, modules, globals) {
  if (modules.length === 0) return { modules: new Map() };
  for (const name of globals) if (name === 'chrome') room.add(name);
  for (let round = 0; ; round += 1) {
    const declarations = new Declarations(room.folder, modules, [
      join(root, 'node_modules/@types/node'),
      room.folderOf('chrome'),
    ]);
    const found = modules.map((module) => [module, declarations.module(module)]).filter(([, exports]) => exports);
    const known = new Set(found.map(([module]) => module));
    const lacking = [
      ...modules.filter((module) => !known.has(module)).map((module) => typesName(installedName(module))),
      // What a package is here without declaring anything, the community may declare.
      ...[...declarations.unresolved()].map(installedName).map((name) => (room.has(name) ? typesName(name) : name)),
    ].filter((name) => !room.has(name));
    const added = lacking.filter((name) => room.add(name).version !== undefined);
    if (added.length > 0 && round < MAX_ROUNDS) continue;
    for (const name of globals)
      if (declarations.global(name)) found.push([`global ${name}`, declarations.global(name)]);
    return { declarations, modules: new Map(found) };
  }
}

/** All JavaScript of a package, for those that declare nothing. */
function textOf(folder) {
  if (!existsSync(folder)) return '';
  let text = '';
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!['.js', '.mjs', '.cjs', '.ts'].includes(extname(path)) || text.length > TEXT_LIMIT) continue;
    if (statSync(join(folder, path)).isFile()) text += readFileSync(join(folder, path), 'utf8');
  }
  return text;
}

function say(name, state, texts, { problems, byText, unconfirmed, undecided }) {
  process.stdout.write(`${name}\n`);
  for (const { module, version, builtin, missing } of state) {
    const [bare] = withoutVersion(module);
    const label = version ? `${bare} ${version}` : bare;
    if (missing) counts.missing += 1;
    else if (texts.has(module)) counts.text += 1;
    else counts.ok += 1;
    const how =
      missing ??
      (texts.has(module) ? 'no declarations; names looked for in its text' : builtin ? 'checked, built in' : 'checked');
    process.stdout.write(`  ${label}: ${how}\n`);
  }
  if (byText > 0) process.stdout.write(`  ${byText} patterns confirmed by text only\n`);
  if (unconfirmed.length > 0) process.stdout.write(`  not in its text: ${listed(unconfirmed)}\n`);
  const isHere = state.some(({ missing }) => !missing);
  if (isHere && undecided.length > 0)
    process.stdout.write(`  may be declared by what is not here: ${listed(undecided)}\n`);
  const absent = state.filter(({ module, missing }) => missing === NOT_ON_REGISTRY && !(module in KNOWN_ABSENT));
  counts.problems += problems.length + absent.length;
  // Whoever installs what the catalogue names must not get what somebody put under a free name.
  for (const { module } of absent) process.stdout.write(`  PROBLEM package: ${module} cannot be installed\n`);
  for (const { at, what } of problems) process.stdout.write(`  PROBLEM models[${at}]: ${what}\n`);
}

/** Models that say different things of one pattern name it again. */
function listed(patterns) {
  return [...new Set(patterns)].join(', ');
}
