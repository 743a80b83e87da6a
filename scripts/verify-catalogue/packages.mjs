/**
 * Gets packages from the registry that npm is set up for, and lays them out as node_modules folders.
 *
 * Holds: a version is fetched once and kept; nothing of it is ever run (no install scripts, no imports). What the
 * registry does not have is remembered too, so a second run asks nothing. Each model file has a folder of its own with
 * links into the store, since two files may speak of two versions of one package.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { npm } from '../npm.mjs';

/** Packages that others declare: an editor's API, globals of a browser, a client that is generated. */
const DECLARED_BY = { vscode: '@types/vscode', chrome: '@types/chrome', '.prisma/client': '@prisma/client' };

export const NOT_ON_REGISTRY = 'not on the registry';

export class PackageCache {
  #folder;
  #mayFetch;
  #known;

  constructor(folder, mayFetch) {
    this.#folder = folder;
    this.#mayFetch = mayFetch;
    mkdirSync(join(folder, 'store'), { recursive: true });
    this.#known = existsSync(this.#index) ? JSON.parse(readFileSync(this.#index, 'utf8')) : {};
  }

  /** Starts an empty node_modules folder; `add` fills it. */
  room(name) {
    const folder = join(this.#folder, 'rooms', name);
    rmSync(folder, { recursive: true, force: true });
    return new Room(folder, this);
  }

  /** Gets `{ version }`, `{ builtin: true }`, or `{ missing: why }`. */
  get(name, range) {
    if (isBuiltin(name)) return { builtin: true };
    if (name.startsWith('#')) return { missing: 'no package; a build makes it' };
    const spec = `${declarer(name)}@${range}`;
    if (this.#known[spec]) return this.#known[spec];
    if (!this.#mayFetch) return { missing: 'not fetched' };
    this.#known[spec] = this.#fetch(declarer(name), range);
    writeFileSync(this.#index, `${JSON.stringify(this.#known, null, 2)}\n`);
    return this.#known[spec];
  }

  stored(name, version) {
    return join(this.#folder, 'store', `${declarer(name).replace('/', '+')}@${version}`);
  }

  get #index() {
    return join(this.#folder, 'packages.json');
  }

  #fetch(name, range) {
    const release = range === 'latest' ? range : newest(`${name}@${range}`);
    const { status, output } = npm([
      'pack',
      `${name}@${release}`,
      '--loglevel=error',
      '--ignore-scripts',
      '--pack-destination',
      this.#folder,
    ]);
    if (status !== 0) return { missing: /E404|ETARGET/.test(output) ? NOT_ON_REGISTRY : 'could not be fetched' };
    const file = output.split('\n').find((line) => line.trim().endsWith('.tgz'));
    const tarball = join(this.#folder, file.trim());
    const version = this.#unpack(tarball, name);
    rmSync(tarball, { force: true });
    return version === undefined ? { missing: 'could not be unpacked' } : { version };
  }

  #unpack(tarball, name) {
    const fresh = join(this.#folder, 'unpacking');
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    const { status } = spawnSync('tar', ['-xzf', tarball, '-C', fresh, '--strip-components=1'], { stdio: 'ignore' });
    if (status !== 0) return undefined;
    const { version } = JSON.parse(readFileSync(join(fresh, 'package.json'), 'utf8'));
    const place = this.stored(name, version);
    rmSync(place, { recursive: true, force: true });
    renameSync(fresh, place);
    return version;
  }
}

/** One node_modules folder. */
class Room {
  #cache;
  #added = new Map();

  constructor(folder, cache) {
    this.folder = folder;
    this.#cache = cache;
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
  }

  /**
   * Puts a package into the folder; gets what `PackageCache.get` says of it, and `as`: the name it has here.
   * A second release stands beside the first, as `name@version`.
   */
  add(name, range = 'latest') {
    const [bare, version] = withoutVersion(name);
    const found = this.#cache.get(bare, version === undefined ? range : `^${version.split('.')[0]}`);
    if (found.version === undefined) return { ...found, as: name };
    const held = this.#added.get(name) ?? found.version;
    const as = held === found.version ? name : `${name}@${found.version}`;
    if (this.#added.has(as)) return { ...found, as };
    this.#added.set(as, found.version);
    const link = join(this.folder, 'node_modules', declarer(as));
    mkdirSync(dirname(link), { recursive: true });
    // Two names may be declared by one package.
    if (!existsSync(link)) symlinkSync(this.#cache.stored(bare, found.version), link, 'junction');
    return { ...found, as };
  }

  has(name) {
    return this.#added.has(name);
  }

  folderOf(name) {
    return join(this.folder, 'node_modules', declarer(name));
  }
}

/** Of the releases in a range, npm would choose one that this machine's Node can run; here nothing is run. */
function newest(spec) {
  const { status, output } = npm(['view', spec, 'version', '--json', '--loglevel=silent']);
  if (status !== 0) return spec.slice(spec.lastIndexOf('@') + 1);
  const all = [JSON.parse(output)].flat();
  const released = all.filter((version) => !version.includes('-'));
  return (released.length > 0 ? released : all).sort(new Intl.Collator('en', { numeric: true }).compare).at(-1);
}

function declarer(name) {
  return DECLARED_BY[name] ?? name;
}

/** `@scope/name/sub/path` is installed as `@scope/name`; what is generated lies in a folder such as `.prisma`. */
export function installedName(module) {
  const parts = module.split('/');
  return parts.slice(0, /^[@.]/.test(module) ? 2 : 1).join('/');
}

/** `name@1.2.3/sub` stands for `name/sub`: gets that, and the version if there is one. */
export function withoutVersion(module) {
  const [, before, version, after] = /^(.[^@]*)@([^/]+)(.*)$/.exec(module) ?? [];
  return version === undefined ? [module] : [before + after, version];
}

/** Where the community declares a package that does not declare itself. */
export function typesName(name) {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`;
}
