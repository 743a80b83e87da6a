/**
 * Compiles a program once, and starts it as often as there are worlds.
 *
 * Each file is a function in a context of its own program that has the language's own objects and nothing else;
 * what stands for the outside comes in as parameters.
 */
import { posix } from 'node:path';
import ts from 'typescript';
import vm from 'node:vm';
import type { Program } from '../model.js';

/** Given the globals, gives the module's function: a file may declare what is a global elsewhere. */
type Maker = (...globals: unknown[]) => Body;
type Body = (exports: object, require: (name: string) => unknown, module: { exports: object }) => void;
type Started = Readonly<Record<string, unknown>>;

export interface Compiled {
  /** Runs the entries; each is a process of its own with its own modules. */
  start(globals: Started, external: (name: string) => unknown): readonly Started[];
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.CommonJS,
  jsx: ts.JsxEmit.ReactJSX,
  esModuleInterop: true,
  allowJs: true,
};

export function compileProgram(program: Program, globalNames: readonly string[]): Compiled {
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
  const makers = Object.entries(program.files).map(
    ([path, text]) => [path, makerOf(path, text, globalNames, context)] as const,
  );
  return {
    start: (globals, external) => {
      const values = globalNames.map((name) => globals[name]);
      const bodies = new Map(makers.map(([path, make]) => [path, make(...values)]));
      return program.entries.map((entry) => startEntry(entry, bodies, external));
    },
  };
}

function makerOf(path: string, text: string, globalNames: readonly string[], parsingContext: vm.Context): Maker {
  const body = `return function (exports, require, module) {${transpiled(path, text)}\n};`;
  return vm.compileFunction(body, [...globalNames], { filename: path, parsingContext }) as Maker;
}

/** Many programs share files, and variants of one program nearly all. */
const known = new Map<string, string>();

export function transpiled(path: string, text: string): string {
  const key = `${posix.extname(path)} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const { outputText } = ts.transpileModule(text, { fileName: path, compilerOptions: OPTIONS });
  known.set(key, outputText);
  return outputText;
}

function startEntry(entry: string, bodies: ReadonlyMap<string, Body>, external: (name: string) => unknown): Started {
  const loaded = new Map<string, { exports: object }>();
  const load = (path: string): object => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(path, module);
    const require = (name: string): unknown =>
      name.startsWith('.') ? load(resolve(bodies, path, name)) : external(name);
    bodies.get(path)!(module.exports, require, module);
    return module.exports;
  };
  return load(entry) as Started;
}

function resolve(bodies: ReadonlyMap<string, Body>, from: string, specifier: string): string {
  const base = posix.join(posix.dirname(from), specifier.replace(/\.js$/, ''));
  const found = ['.ts', '.tsx', '.js', '.jsx', '/index.ts', '/index.js']
    .map((end) => base + end)
    .find((path) => bodies.has(path));
  if (found === undefined) throw new Error(`${from} imports ${specifier}, which is not there`);
  return found;
}
