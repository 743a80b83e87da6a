/**
 * Reads type declarations along API patterns and ports.
 *
 * In: modules, and patterns split into segments. Out: whether the declarations have them, and the types that stand there.
 * `loose` marks a place where the declarations say too little to refuse anything: `any`, an index, a type that comes
 * from a package that is not here.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { installedName, typesName } from './packages.mjs';

const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  jsx: ts.JsxEmit.Preserve,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  // Packages are links; what they import is looked for beside the link.
  preserveSymlinks: true,
  types: [],
};

/** The language's, the browser's and Node's declarations are the same for every program. */
const shared = new Map();

/** What was read of the folder in hand: a second round adds to what the first one read. */
let inHand = { folder: '', sources: new Map() };

function isShared(name) {
  return /\/node_modules\/(typescript\/lib|@types\/node|undici-types)\//.test(name) && !name.includes('/.cache/');
}

/** What is declared for a set of modules that lie under `folder`/node_modules. */
export class Declarations {
  #checker;
  #probe;
  #program;
  #imported;

  /** `types` are folders of ambient declarations: Node's, a browser's. */
  constructor(folder, modules, types) {
    const file = join(folder, 'probe.ts');
    if (inHand.folder !== folder) inHand = { folder, sources: new Map() };
    const text = modules.map((module, at) => `import * as m${at} from '${module}';\n`).join('');
    const options = { ...OPTIONS, types: types.filter((each) => existsSync(each)) };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, target, ...rest) => {
      if (name === file) return ts.createSourceFile(name, text, target, true);
      const sources = isShared(name) ? shared : inHand.sources;
      if (!sources.has(name)) sources.set(name, read(name, target, ...rest));
      return sources.get(name);
    };
    const exists = host.fileExists.bind(host);
    host.fileExists = (name) => name === file || exists(name);
    this.#program = ts.createProgram([file], options, host);
    this.#checker = this.#program.getTypeChecker();
    this.#probe = this.#program.getSourceFile(file);
  }

  /** Gets what a module exports; undefined where it declares nothing. */
  module(name) {
    const found = this.#probe.statements.find((statement) => statement.moduleSpecifier?.text === name);
    const symbol = found && this.#checker.getSymbolAtLocation(found.moduleSpecifier);
    return symbol && new Exports(this.#checker, this.#probe, symbol);
  }

  /** Gets the names that lib.dom and the language declare globally. */
  globals() {
    const all = this.#checker.getSymbolsInScope(this.#probe, ts.SymbolFlags.Value | ts.SymbolFlags.Type);
    const byName = new Map(all.map((symbol) => [symbol.name, symbol]));
    return {
      member: (name) => (byName.has(name) ? spotOf(this.#checker, this.#probe, byName.get(name)) : EMPTY),
    };
  }

  /** Gets a global object's members as if a module exported them: what a script tag leaves. */
  global(name) {
    const spot = this.globals().member(name);
    const member = (each) => (each === 'default' ? spot : step(this.#checker, this.#probe, spot, each));
    return isFound(spot) ? { member } : undefined;
  }

  /** Gets every member of this name that some interface, class or object type declares, by the package that declares it. */
  membersNamed(name) {
    const byPackage = new Map();
    for (const source of this.#program.getSourceFiles()) {
      const spots = [];
      visitMembers(source, name, (node) => {
        const symbol = node.symbol ?? this.#checker.getSymbolAtLocation(node.name);
        if (symbol) spots.push(spotOf(this.#checker, this.#probe, symbol));
      });
      const owner = packageOf(source.fileName);
      if (spots.length > 0) byPackage.set(owner, joined([byPackage.get(owner) ?? EMPTY, ...spots]));
    }
    return byPackage;
  }

  /** Holds if one of these packages is the module's own or one that it builds on; what the language declares is in all. */
  hasOneOf(module, owners) {
    const reached = new Set(ownersOf(module));
    for (const each of reached) for (const next of this.#imports.get(each) ?? []) reached.add(next);
    return owners.some((owner) => reached.has(owner)) || owners.every((owner) => owner === undefined);
  }

  /** The packages that the declarations of each package import. */
  get #imports() {
    if (this.#imported) return this.#imported;
    this.#imported = new Map();
    for (const source of this.#program.getSourceFiles()) {
      const owner = packageOf(source.fileName);
      const names = this.#imported.get(owner) ?? new Set();
      this.#imported.set(owner, names);
      for (const { moduleSpecifier } of source.statements) {
        if (moduleSpecifier) for (const name of ownersOf(moduleSpecifier.text)) names.add(name);
      }
    }
    return this.#imported;
  }

  /** Modules that the declarations build on, and that could not be found. */
  unresolved() {
    const missing = new Set();
    for (const source of this.#program.getSourceFiles()) {
      if (!source.fileName.includes('/node_modules/')) continue;
      for (const specifier of foundations(source)) {
        if (specifier.startsWith('.') || specifier.startsWith('node:')) continue;
        const { resolvedModule } = ts.resolveModuleName(specifier, source.fileName, OPTIONS, ts.sys);
        if (!resolvedModule || !/\.d\.[cm]?ts$/.test(resolvedModule.resolvedFileName)) missing.add(specifier);
      }
    }
    return missing;
  }

  step(spot, segment) {
    return step(this.#checker, this.#probe, spot, segment);
  }

  /** Gets the types at a port of a call to `spot`. */
  port(spot, steps) {
    return portTypes(this.#checker, this.#probe, spot, steps);
  }

  /** Gets the literals that a place allows; undefined where it allows more than a list can say. */
  literals(spot) {
    return literalsOf(this.#checker, spot);
  }
}

/** The name under which the package of a file lies here; what the language declares is of none. */
function packageOf(file) {
  if (isShared(file)) return undefined;
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

/** A module's own package, and the one that declares it in its place. */
function ownersOf(module) {
  return [installedName(module), typesName(installedName(module))];
}

/** What stands at a place: types of values there, types named there (a class or interface), and namespaces. */
const EMPTY = { values: [], named: [], spaces: [], loose: false };
export const LOOSE = { ...EMPTY, loose: true };

export function isFound(spot) {
  return spot.loose || spot.values.length > 0 || spot.named.length > 0 || spot.spaces.length > 0;
}

export function joined(spots) {
  return {
    values: spots.flatMap((spot) => spot.values),
    named: spots.flatMap((spot) => spot.named),
    spaces: spots.flatMap((spot) => spot.spaces),
    loose: spots.some((spot) => spot.loose),
  };
}

class Exports {
  #checker;
  #probe;
  #symbol;

  constructor(checker, probe, symbol) {
    this.#checker = checker;
    this.#probe = probe;
    this.#symbol = symbol;
  }

  /** An export; or a member of the default export, which the engine does not tell from one. */
  member(name) {
    const exported = this.#exported(name);
    if (name === 'default') return isFound(exported) ? exported : this.#whole();
    return isFound(exported) ? exported : step(this.#checker, this.#probe, this.member('default'), name);
  }

  /** `export =`, or the module itself. */
  #whole() {
    const assigned = this.#symbol.exports?.get('export=');
    return spotOf(this.#checker, this.#probe, assigned ?? this.#symbol);
  }

  #exported(name) {
    const found = this.#checker.getExportsOfModule(this.#symbol).find((symbol) => symbol.name === name);
    return found ? spotOf(this.#checker, this.#probe, found) : EMPTY;
  }
}

function spotOf(checker, probe, symbol) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (target.escapedName === 'unknown' && !target.declarations) return LOOSE;
  const isType = ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias;
  const isValue = ts.SymbolFlags.Value;
  const values = target.flags & isValue ? [checker.getTypeOfSymbolAtLocation(target, probe)] : [];
  const named = target.flags & isType ? [checker.getDeclaredTypeOfSymbol(target)] : [];
  const spaces = target.flags & ts.SymbolFlags.Namespace ? [target] : [];
  return settled({ values, named, spaces, loose: false });
}

/** Takes types that say nothing out, and remembers that they were there. */
function settled(spot) {
  const isVague = (type) => (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
  return {
    values: spot.values.filter((type) => !isVague(type)),
    named: spot.named.filter((type) => !isVague(type)),
    spaces: spot.spaces ?? [],
    loose: spot.loose || [...spot.values, ...spot.named].some(isVague),
  };
}

function step(checker, probe, spot, segment) {
  const next = segment === '()' ? called(checker, spot) : memberOf(checker, probe, spot, segment);
  const inside = spot.spaces.flatMap((space) =>
    checker.getExportsOfModule(space).filter(({ name }) => name === segment),
  );
  const all = joined([settled(next), ...inside.map((symbol) => spotOf(checker, probe, symbol))]);
  return spot.loose ? { ...all, loose: true } : all;
}

function called(checker, spot) {
  const signatures = spot.values.flatMap((type) => signaturesOf(checker, type));
  const returned = signatures.flatMap((signature) => awaited(checker, checker.getReturnTypeOfSignature(signature)));
  // A value typed `Tracker` is written `Tracker()` as well.
  return { values: [...returned, ...spot.named], named: [], loose: spot.values.some(isFunctionType) };
}

function isFunctionType(type) {
  return type.symbol?.name === 'Function';
}

/** A query can be awaited and has methods of its own; of a plain promise only what it gives is of interest. */
function awaited(checker, type) {
  const given = checker.getAwaitedType(type) ?? type;
  const isPlain = given === type || /^Promise(Like)?$/.test(type.symbol?.name);
  return isPlain ? [given] : [type, given];
}

function signaturesOf(checker, type) {
  return parts(checker, type).flatMap((part) => [...part.getCallSignatures(), ...part.getConstructSignatures()]);
}

/** The alternatives of a type, without null and undefined, as far as their members are concerned. */
function parts(checker, type) {
  const bare = checker.getNonNullableType(type);
  const known = checker.getBaseConstraintOfType(bare) ?? bare;
  const all = known.isUnion() ? known.types : [known];
  return all.map((part) => checker.getApparentType(part));
}

function memberOf(checker, probe, spot, name) {
  const values = [];
  let loose = false;
  for (const type of [...spot.values, ...spot.named]) {
    for (const part of parts(checker, type)) {
      if (part.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown) || isOpen(checker, part)) loose = true;
      const found = name === '*' ? elements(checker, probe, part) : named(checker, probe, part, name);
      if (found) values.push(...found);
      else if (part.getStringIndexType() || buildsOnUnknown(checker, part)) loose = true;
    }
  }
  return { values, named: [], loose };
}

/** Holds where the names are those of a type that only the caller knows: `{ [Name in keyof Router]: ... }`. */
function isOpen(checker, type) {
  const all = type.isIntersection() ? type.types : [type];
  return all.some((each) => each.objectFlags & ts.ObjectFlags.Mapped && checker.getPropertiesOfType(each).length === 0);
}

/** Holds for a class or interface that extends something that is not here; wrong declarations extend themselves. */
function buildsOnUnknown(checker, type, seen = new Set()) {
  if (seen.has(type)) return false;
  seen.add(type);
  const clauses = (type.symbol?.declarations ?? []).flatMap((declaration) => [...(declaration.heritageClauses ?? [])]);
  const bases = clauses.flatMap((clause) => [...clause.types]).map((base) => checker.getTypeAtLocation(base));
  return bases.some((base) => base.flags & ts.TypeFlags.Any || buildsOnUnknown(checker, base, seen));
}

function named(checker, probe, type, name) {
  const property = checker.getPropertyOfType(type, name);
  if (property) return [checker.getTypeOfSymbolAtLocation(property, probe)];
  const index = /^\d+$/.test(name) ? type.getNumberIndexType() : undefined;
  return index && [index];
}

/** Any one element of a list, or any one property. */
function elements(checker, probe, type) {
  const index = type.getNumberIndexType();
  if (index) return [index];
  // What stands under a symbol has no name that code could write.
  const all = checker.getPropertiesOfType(type).filter(({ escapedName }) => !escapedName.startsWith('__@'));
  return all.length === 0 ? undefined : all.map((property) => checker.getTypeOfSymbolAtLocation(property, probe));
}

function portTypes(checker, probe, spot, [head, ...rest]) {
  if (head.kind !== 'arg' && head.kind !== 'return') return LOOSE;
  const signatures = spot.values.flatMap((type) => signaturesOf(checker, type));
  // A class takes what its base takes, as a component does its props.
  if (signatures.length === 0 || spot.values.some((type) => buildsOnUnknown(checker, type))) return LOOSE;
  const start = head.kind === 'return' ? called(checker, spot) : parameters(checker, probe, signatures, head.index);
  return rest.reduce(
    (at, each) => portStep(checker, probe, at, each),
    settled({ ...start, loose: start.loose || spot.loose }),
  );
}

function portStep(checker, probe, spot, each) {
  if (each.kind === 'property') return propertyStep(checker, probe, spot, each.name);
  const callbacks = spot.values.flatMap((type) => signaturesOf(checker, type));
  const given = parameters(checker, probe, callbacks, each.index);
  return settled({ ...given, loose: given.loose || spot.loose || spot.values.some(isFunctionType) });
}

/** `arg0.return` is what the function there gives back. */
function propertyStep(checker, probe, spot, name) {
  const own = step(checker, probe, spot, name);
  return name === 'return' ? joined([own, settled(called(checker, spot))]) : own;
}

function parameters(checker, probe, signatures, index) {
  const values = signatures.flatMap((signature) => {
    const own = signature.getParameters();
    const last = own.at(-1);
    const isRest = last?.valueDeclaration?.dotDotDotToken !== undefined;
    const parameter = isRest && index >= own.length - 1 ? last : own[index];
    if (!parameter) return [];
    const type = checker.getTypeOfSymbolAtLocation(parameter, probe);
    return isRest && parameter === last ? (restTypes(checker, type, index - own.length + 1) ?? [type]) : [type];
  });
  return { values, named: [], loose: false };
}

function restTypes(checker, type, index) {
  const found = parts(checker, type).flatMap((part) => {
    const own = checker.getPropertyOfType(part, String(index));
    const element = own ? checker.getTypeOfSymbol(own) : part.getNumberIndexType();
    return element ? [element] : [];
  });
  return found.length > 0 ? found : undefined;
}

function literalsOf(checker, spot) {
  if (spot.loose || spot.values.length === 0) return undefined;
  const found = new Set();
  for (const type of spot.values) {
    const bare = checker.getNonNullableType(type);
    const known = checker.getBaseConstraintOfType(bare) ?? bare;
    for (const part of known.isUnion() ? known.types : [known]) {
      if (part.isStringLiteral() || part.isNumberLiteral()) found.add(part.value);
      else if (part.flags & ts.TypeFlags.BooleanLiteral) found.add(checker.typeToString(part) === 'true');
      else if (part.flags & ts.TypeFlags.Boolean) found.add(true).add(false);
      else return undefined;
    }
  }
  return found;
}

function visitMembers(node, name, found) {
  const isMember =
    ts.isPropertySignature(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessor(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isVariableDeclaration(node);
  if (isMember && node.name && ts.isIdentifier(node.name) && node.name.text === name) found(node);
  ts.forEachChild(node, (child) => visitMembers(child, name, found));
}

/** Types that a declaration only mentions do not matter; what it hands on and what it extends does. */
function foundations(source) {
  const bases = new Set();
  visitBases(source, (name) => bases.add(name));
  return source.statements.flatMap((statement) => {
    if (!statement.moduleSpecifier) return [];
    const isUsed = ts.isExportDeclaration(statement) || importedNames(statement).some((name) => bases.has(name));
    return isUsed ? [statement.moduleSpecifier.text] : [];
  });
}

function visitBases(node, found) {
  for (const clause of node.heritageClauses ?? []) {
    for (const { expression } of clause.types) found(expression.getText().split('.')[0]);
  }
  ts.forEachChild(node, (child) => visitBases(child, found));
}

function importedNames({ importClause }) {
  const bindings = importClause?.namedBindings;
  const inner = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [bindings];
  return [importClause, ...inner].flatMap((one) => (one?.name ? [one.name.text] : []));
}
