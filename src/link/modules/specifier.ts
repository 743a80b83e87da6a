/**
 * Takes module specifiers apart.
 */

export interface PackageName {
  readonly name: string;
  readonly subpath: string;
}

export function isRelative(specifier: string): boolean {
  return specifier === '.' || specifier === '..' || specifier.startsWith('./') || specifier.startsWith('../');
}

/** Holds if a relative specifier can only mean a directory: `.`, `../..`, `./x/`. */
export function isDirectory(specifier: string): boolean {
  return /(?:^|\/)\.{0,2}$/.test(specifier);
}

/** Drops what bundlers read from a specifier: `!!raw-loader!./x`, `./x?worker`. */
export function withoutLoaders(specifier: string): string {
  const path = specifier.slice(specifier.lastIndexOf('!') + 1);
  const query = path.indexOf('?');
  return query > 0 ? path.slice(0, query) : path;
}

const NAME = /^((?:@[\w-][\w.~-]*\/)?\w[\w.~+-]*)(?:\/(.*))?$/;
const DENO = /^((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(.*)$/;

/** Gets package and subpath: `node:fs/promises` is `fs` and `promises`. Nothing for URLs and virtual modules. */
export function packageNameOf(specifier: string): PackageName | undefined {
  const plain = specifier.startsWith('node:') ? specifier.slice('node:'.length) : specifier;
  const match = NAME.exec(/^(?:npm|jsr):/.test(plain) ? withoutVersion(plain) : plain);
  if (match?.[1] === undefined) return undefined;
  return { name: match[1], subpath: (match[2] ?? '').replace(/\/$/, '') };
}

function withoutVersion(specifier: string): string {
  const match = DENO.exec(specifier.replace(/^\w+:\/?/, ''));
  return match === null ? '' : `${match[1] ?? ''}${match[2] ?? ''}`;
}
