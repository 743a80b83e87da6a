/**
 * Guesses the source path of a compiled one: `dist/esm/a.js` was `src/a`, `lib/index.d.ts` was `src/index`.
 */

/** Folders that compilers write to. */
const OUTPUT = new Set(
  'dist lib build out es esm cjs umd types typings release bundles output compiled target'.split(' '),
);
/** Folders below those, one for each module format. */
const FORMAT = new Set(
  'es esm cjs umd mjs commonjs module types typings node browser es2015 esnext src source lib'.split(' '),
);
const COMPILED = /(?:\.d)?\.[cm]?[jt]sx?$/;
const VARIANT = /\.(?:umd|esm|es|cjs|mjs|min|common|bundle|prod|production|development|browser|node|d)$/;

/** Gets paths without extension, likelier first. */
export function sourceCandidates(target: string): readonly string[] {
  const bare = target.replace(/^\.\//, '').replace(COMPILED, '');
  const stems = VARIANT.test(bare) ? [bare.replace(VARIANT, ''), bare] : [bare];
  return [...new Set(stems.flatMap(relocated))];
}

/** Gets the same for a path that need not be compiled: nothing if it is in no output folder. */
export function builtFrom(path: string): readonly string[] {
  return path
    .split('/')
    .slice(0, -1)
    .some((each) => OUTPUT.has(each)) || OUTPUT.has(path)
    ? sourceCandidates(path)
    : [];
}

function relocated(stem: string): readonly string[] {
  const segments = stem.split('/');
  const output = segments.findIndex((each) => OUTPUT.has(each));
  if (output === -1) return [`src/${stem}`, stem];
  const above = segments.slice(0, output);
  const below = segments.slice(output + 1);
  const inside = below.slice(leadingFormats(below));
  return [
    [...above, 'src', ...inside],
    [...above, 'src', ...below],
    [...above, ...inside],
    [...above, 'lib', ...inside],
    [...above, ...below],
  ].map((each) => each.join('/'));
}

/** The last segment is a file's name, whatever it is called. */
function leadingFormats(segments: readonly string[]): number {
  const other = segments.slice(0, -1).findIndex((each) => !FORMAT.has(each));
  return other === -1 ? Math.max(segments.length - 1, 0) : other;
}
