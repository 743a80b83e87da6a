/**
 * Reads values out of manifests, which anyone may have written.
 */

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gets a property that is an object, or an empty one. */
export function objectAt(from: unknown, key: string): Json {
  const value = isObject(from) ? from[key] : undefined;
  return isObject(value) ? value : {};
}

export function stringAt(from: unknown, key: string): string | undefined {
  const value = isObject(from) ? from[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Gets the strings of a value that is one or a list of them. */
export function stringsIn(value: unknown): readonly string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}
