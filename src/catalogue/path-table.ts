/**
 * Looks up models by access path: exact first, then the longest suffix, then a wildcard, then the longest prefix.
 */
import type { ApiPattern, Model, ModelFile } from '../model/catalogue.js';
import { type CompiledApi, compileApi, endsInSuffix, lastSegment, wildcardExpression } from './api-pattern.js';

/** The patterns that share a last segment. */
interface Entry<M> {
  /** The suffix or wildcard. */
  readonly text: string;
  readonly matches: (path: string) => boolean;
  readonly models: M[];
}

const NONE: readonly never[] = [];

/** Models by the patterns of their API; the most specific pattern that names a path decides alone. */
export class PathTable<M extends Model> {
  readonly #exact = new Map<string, M[]>();
  /** By last segment; suffixes before wildcards, the longest first. */
  readonly #inexact = new Map<string, Entry<M>[]>();
  readonly #prefixes = new Map<string, M[]>();

  at(path: string): readonly M[] {
    return this.#exact.get(path) ?? this.#byLastSegment(path) ?? this.#byPrefix(path) ?? NONE;
  }

  add(model: M, patterns: readonly ApiPattern[], file: ModelFile): void {
    for (const models of this.#all(patterns, file)) put(models, model);
  }

  /** Adds beside whatever is there: what a path means for one model replaces nothing that it means for another. */
  link(model: M, patterns: readonly ApiPattern[], file: ModelFile): void {
    for (const models of this.#all(patterns, file)) models.push(model);
  }

  #all(patterns: readonly ApiPattern[], file: ModelFile): readonly M[][] {
    return patterns.flatMap((pattern) => [...this.#slots(compileApi(pattern, file))]);
  }

  #slots(compiled: CompiledApi): readonly M[][] {
    if ('exact' in compiled) return compiled.exact.map((path) => slot(this.#exact, path));
    if ('prefix' in compiled) return compiled.prefix.map((path) => slot(this.#prefixes, path));
    if ('wildcard' in compiled) return compiled.wildcard.map((text) => this.#entry(text, wildcardTest(text)));
    return [this.#entry(compiled.suffix, (path) => endsInSuffix(path, compiled.suffix))];
  }

  #entry(text: string, matches: Entry<M>['matches']): M[] {
    const entries = slot(this.#inexact, lastSegment(text));
    const known = entries.find((entry) => entry.text === text);
    if (known !== undefined) return known.models;
    const entry: Entry<M> = { text, matches, models: [] };
    entries.push(entry);
    entries.sort(
      (a, b) => Number(a.text.includes('*')) - Number(b.text.includes('*')) || b.text.length - a.text.length,
    );
    return entry.models;
  }

  #byLastSegment(path: string): readonly M[] | undefined {
    return this.#inexact.get(lastSegment(path))?.find(({ matches }) => matches(path))?.models;
  }

  #byPrefix(path: string): readonly M[] | undefined {
    if (this.#prefixes.size === 0) return undefined;
    const start = path.indexOf('#');
    for (let end = path.lastIndexOf('.'); end > start; end = path.lastIndexOf('.', end - 1)) {
      const models = this.#prefixes.get(path.slice(0, end));
      if (models !== undefined) return models;
    }
    return undefined;
  }
}

function wildcardTest(text: string): (path: string) => boolean {
  const expression = wildcardExpression(text);
  return (path) => expression.test(path);
}

export function slot<V>(table: Map<string, V[]>, key: string): V[] {
  const known = table.get(key);
  if (known !== undefined) return known;
  const created: V[] = [];
  table.set(key, created);
  return created;
}

function put<M extends Model>(models: M[], model: M): void {
  const same = models.findIndex((other) => conditionsKey(other) === conditionsKey(model));
  if (same === -1) models.push(model);
  else models[same] = model;
}

/** Two models of one role and path that share this key say something about the same calls. */
export function conditionsKey(model: Model): string {
  if ('channel' in model || 'file' in model) return JSON.stringify(model);
  const conditions = Object.entries(model.when ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  // One call may run two functions on two occasions: an effect, and what that gives back.
  return JSON.stringify('runs' in model ? [model.callback, ...conditions] : conditions);
}
