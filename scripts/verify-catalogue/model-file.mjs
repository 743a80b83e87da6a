/**
 * Holds the models of one file to what its packages declare.
 *
 * In: a model file, and the declarations of those of its packages that are here. Out: problems, each with its pattern.
 * A pattern of a file with several packages must be in one of them; each package must have one of the patterns.
 */
import { parsePort } from '../../dist/catalogue/port.js';
import { KNOWN_UNDECLARED } from './known-undeclared.mjs';
import { LOOSE, isFound, joined } from './declarations.mjs';
import { withoutVersion } from './packages.mjs';

/** The module that stands for the globals of a browser and of Node. */
export const PLATFORM = 'platform';

/**
 * Gets `{ problems, byText, unconfirmed, undecided }`: what is wrong, and what the text of a package
 * without declarations has or lacks, and what a package that is not here may have.
 */
export function checkModelFile(file, declared, texts) {
  const state = { file, declared, texts, problems: [], byText: 0, unconfirmed: [], undecided: [], hits: new Set() };
  for (const [at, model] of file.models.entries()) {
    for (const part of 'channel' in model ? [model.send, model.receive] : [model]) checkModel(state, at, part);
  }
  for (const module of [...declared.modules.keys(), ...texts.keys()]) {
    if (module !== PLATFORM && !state.hits.has(module))
      state.problems.push({ at: 0, what: `${module} has none of the patterns` });
  }
  return state;
}

function checkModel(state, at, model) {
  // What a route's file exports is the program's own; the package only says that such files are run.
  if (model.file !== undefined) return state.declared.modules.forEach((_, module) => state.hits.add(module));
  const report = (what) => state.problems.push({ at, what });
  const spots = [model.api].flat().map((pattern) => {
    const spot = find(state, pattern);
    if (spot === undefined) report(`${pattern} is not declared`);
    return spot ?? LOOSE;
  });
  const all = joined(spots);
  // Patterns of one model share its ports: what one of them lacks, another may have.
  // A browser's own options are declared more narrowly than browsers take them.
  if (state.file.package) for (const [ports, allowed] of portsOf(model)) checkPort(state, all, ports, allowed, report);
}

function find(state, written) {
  const pattern = state.file.package ? written : written.replace(/^(new )?window\./, '$1');
  const { declared, texts } = state;
  const found = pattern.startsWith('*.') ? anywhere(state, pattern) : exported(state, pattern);
  const name = lastName(pattern);
  for (const [module, text] of texts) {
    if (name !== '' && !hasWord(text, name)) continue;
    state.hits.add(module);
    if (found.length === 0) state.byText += 1;
    found.push(LOOSE);
  }
  if (found.length > 0) return joined(found);
  if (packagesIn(declared).some((module) => `${module}#${pattern}` in KNOWN_UNDECLARED)) return LOOSE;
  // A text does not show what is inherited, so it can confirm and not refuse.
  if (texts.size > 0) state.unconfirmed.push(pattern);
  else if (isElsewhere(state, pattern)) state.undecided.push(pattern);
  const isOpen = [...state.unconfirmed, ...state.undecided].includes(pattern);
  return isOpen ? LOOSE : undefined;
}

/** A name may start with a dollar sign, at which no word begins for a regular expression. */
function hasWord(text, name) {
  return new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(text);
}

/** The packages that are here, each once however many releases of it are. */
function packagesIn({ modules }) {
  return [...new Set([...modules.keys()].map((module) => withoutVersion(module)[0]))];
}

/** Holds if what is here cannot say that there is no such thing: a package is missing, or a script tag leaves the global. */
function isElsewhere({ declared, file }, pattern) {
  if (file.package) return declared.modules.size < file.package.length;
  const [root] = segmentsOf(pattern);
  return pattern.startsWith('*.') || ![...declared.modules.values()].some((exports) => isFound(exports.member(root)));
}

function exported({ declared, hits }, pattern) {
  return [...declared.modules].flatMap(([module, exports]) => {
    const spot = locate(declared.declarations, exports, pattern);
    if (spot) hits.add(module);
    return spot ? [spot] : [];
  });
}

function locate(declarations, exports, pattern) {
  if (pattern.startsWith('<') || pattern.endsWith('.*')) return LOOSE;
  const [first, ...rest] = segmentsOf(pattern);
  const isCall = first === '()';
  const start = exports.member(isCall ? 'default' : first);
  return follow(declarations, start, isCall ? [first, ...rest] : rest);
}

/** `*.capturePage`: some type of the package has it. Of `*.posthog.capture`, the first word is what people call their variable. */
function anywhere({ declared, hits }, pattern) {
  const { declarations, modules } = declared;
  if (declarations === undefined) return [];
  if (pattern.endsWith('.*')) return [LOOSE];
  const segments = segmentsOf(pattern);
  for (let from = 0; from < segments.length; from += 1) {
    const [first, ...rest] = segments.slice(from);
    if (first === '()' || first === '*') continue;
    const found = [...declarations.membersNamed(first)].flatMap(([owner, start]) => {
      const spot = follow(declarations, start, rest);
      return spot ? [[owner, spot]] : [];
    });
    if (found.length === 0) continue;
    const owners = found.map(([owner]) => owner);
    for (const module of modules.keys()) if (declarations.hasOneOf(module, owners)) hits.add(module);
    return found.map(([, spot]) => spot);
  }
  return [];
}

function follow(declarations, start, segments) {
  let at = start;
  for (const segment of segments) {
    if (!isFound(at)) return undefined;
    at = declarations.step(at, segment);
  }
  return isFound(at) ? at : undefined;
}

function segmentsOf(pattern) {
  const bare = pattern.replace(/^(new |@|\*\.)/, '').replace(/=$/, '');
  return bare.split('.').flatMap((part) => part.match(/\(\)|[^()]+/g) ?? []);
}

function lastName(pattern) {
  const name =
    segmentsOf(pattern)
      .filter((segment) => /^[\w$]+$/.test(segment))
      .at(-1) ?? '';
  return name === 'default' ? '' : name;
}

/** Gets what a model says about ports, as alternatives of which one must be declared, with the literals wanted there. */
function portsOf(model) {
  const conditions = [
    model.when,
    ...(model.disabledBy ?? []),
    ...(model.offUntil ?? []),
    ...(model.masking?.maskedBy ?? []),
    ...(model.masking?.inputsMaskedBy ?? []),
    ...(model.masking?.unmaskedBy ?? []),
  ];
  const payloads = [model.payload ?? 'return'].flat();
  // A host object's declared type is too general for what its members are read as: `event.target.value`.
  const content = model.hostObject ? [] : (model.content ?? []);
  const passed = (model.propagates ?? []).flatMap((text) => text.split(' -> '));
  const single = [...(model.takes ?? []), ...passed, model.callback, model.name, model.value].filter(isDeclarable);
  return [
    ...conditions.flatMap((one) => Object.entries(one ?? {}).map(([port, allowed]) => [[port], allowed])),
    ...content.map((path) => [payloads.map((port) => `${port}.${path}`)]),
    // Without content the payload itself is all that can be looked for.
    ...(content.length === 0 && payloads.every(isDeclarable) ? [[payloads]] : []),
    ...single.map((port) => [[port]]),
  ];
}

/** What stands on the right of an assignment, and what a method is called on, is no part of a signature. */
function isDeclarable(port) {
  return port !== undefined && /^(arg|return)/.test(port);
}

function checkPort(state, spot, ports, allowed, report) {
  const { declarations } = state.declared;
  if (spot.loose) return;
  const at = joined(ports.map((port) => declarations.port(spot, parsePort(port))));
  if (!isFound(at)) return report(`${ports.join(' or ')} is not declared`);
  const literals = Array.isArray(allowed) ? declarations.literals(at) : undefined;
  if (literals === undefined) return;
  const wrong = allowed.filter((one) => !isExpression(one) && !literals.has(one));
  if (wrong.length > 0) report(`${ports[0]} is never ${wrong.join(' or ')}; it is one of ${[...literals].join(', ')}`);
}

function isExpression(literal) {
  return typeof literal === 'string' && /^\/.+\/i?$/.test(literal);
}
