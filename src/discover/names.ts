/**
 * Says what a file or directory is by its name: source, test, vendored copy, build output, generated code.
 *
 * These are the defaults of product.md, ruling 12. A name that ordinary projects also give to hand-written code
 * (`build`, `vendors`) is left out only where its surroundings agree, because a wrong guess here is silence.
 */

const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const PAGE = /\.html?$/;
const DECLARATION = /\.d\.(?:[cm]?ts|[^.]+\.ts)$/;
const SCRIPT = /\.(?:[cm]?jsx?|html?)$/;
const MANIFEST = /^(?:package|manifest|[tj]sconfig[^/]*)\.json$/;

export function isSource(name: string): boolean {
  return SOURCE.test(name);
}

export function isVue(name: string): boolean {
  return name.endsWith('.vue');
}

/** Holds if the file is HTML: source only where it holds code, or is the template of a component (pages.ts). */
export function isPage(name: string): boolean {
  return PAGE.test(name);
}

/** Holds if the file declares what is elsewhere; the values of a `const enum` are nowhere else (sniff.ts). */
export function isDeclaration(name: string): boolean {
  return DECLARATION.test(name);
}

/** Holds if the file is JavaScript, in a page or by itself, and not TypeScript. */
export function isScript(name: string): boolean {
  return SCRIPT.test(name);
}

export function isManifest(name: string): boolean {
  return MANIFEST.test(name);
}

const POLICY = /(?:\.rules(?:\.json)?|(?:^|\/)supabase\/(?:.*\/)?[^/]+\.sql)$/;

/** Holds if the file says who may read a hosted store. */
export function isPolicy(path: string): boolean {
  return POLICY.test(path);
}

const TEST_FILE =
  /[._](?:test|spec|stories|story|e2e|e2e-spec|int-spec|test-d|cy|mocks?|fixtures?)\.(?:[cm]?[jt]sx?|vue|svelte|html)$|^(?:setupTests?|test-setup)\./;
const TEST_DIRECTORY = /^(?:__(?:tests?|mocks?|fixtures?|stories|testfixtures)__|tests?|fixtures|e2e|cypress|.+-e2e)$/;

export function isTestFile(name: string): boolean {
  return TEST_FILE.test(name);
}

export function isTestDirectory(name: string): boolean {
  return TEST_DIRECTORY.test(name);
}

const GENERATED_FILE = /(?:[.-]min|\.bundle|\.chunk)\.[cm]?jsx?$|\.(?:generated|gen|pb)\.[cm]?[jt]sx?$/;

export function isGeneratedFile(name: string): boolean {
  return GENERATED_FILE.test(name);
}

const VENDORED = new Set([
  'flow-typed',
  'third_party',
  'third-party',
  'thirdparty',
  'bower_components',
  'jspm_packages',
]);
/** Also the suppliers of a business application: copies of others' code are JavaScript, such a folder need not be. */
const MAYBE_VENDORED = new Set(['vendor', 'vendors']);

/** Gets what of a directory is others' code. */
export function vendoredPart(name: string): 'all' | 'scripts' | 'nothing' {
  if (VENDORED.has(name)) return 'all';
  return MAYBE_VENDORED.has(name) ? 'scripts' : 'nothing';
}

/** Installed packages, repositories' own data, caches and build output: never a project's own source. */
const NEVER_SOURCE = new Set(
  `node_modules dist storybook-static .git .hg .svn .jj .yarn .pnpm-store .next .nuxt .output .turbo .cache
   .parcel-cache .svelte-kit .angular .vercel .netlify .serverless .nx .docusaurus .expo .vite .vinxi .rollup.cache
   .webpack .nyc_output .astro .wxt .plasmo .vscode-test .gradle .venv .tox .terraform .consentlint-cache`.split(/\s+/),
);
const MAYBE_OUTPUT = new Set(['build', 'out', 'coverage']);
const SERVED = new Set(['public', 'static', 'www', 'wwwroot']);

/** Holds if the directory is no source whatever surrounds it. */
export function isNeverSource(name: string): boolean {
  return NEVER_SOURCE.has(name);
}

/**
 * Holds if a directory of this name is build output when it lies in this parent.
 * Tools write beside the manifest or into a served folder; `tools/build` and `src/build` are people's.
 */
export function isOutputPlace(name: string, parent: string, siblings: ReadonlySet<string>): boolean {
  if (!MAYBE_OUTPUT.has(name)) return false;
  return SERVED.has(parent) || siblings.has('package.json') || siblings.has('tsconfig.json');
}
