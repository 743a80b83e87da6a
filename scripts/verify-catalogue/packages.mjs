/**
 * Gets packages from the registry that npm is set up for, and lays them out as node_modules folders.
 *
 * Holds: a version is fetched once and kept; nothing of it is ever run (no install scripts, no imports). What the
 * registry does not have is remembered too, so a second run asks nothing. Each model file has a folder of its own with
 * links into the store, since two files may speak of two versions of one package.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
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
    if (builtinModules.includes(name)) return { builtin: true };
    const spec = `${declarer(name)}@${range}`;
    if (this.#known[spec]) return this.#known[spec];
    if (!this.#mayFetch) return { missing: 'not fetched' };
    this.#known[spec] = this.#fetch(declarer(name), spec);
    writeFileSync(this.#index, `${JSON.stringify(this.#known, null, 2)}\n`);
    return this.#known[spec];
  }

  stored(name, version) {
    return join(this.#folder, 'store', `${declarer(name).replace('/', '+')}@${version}`);
  }

  get #index() {
    return join(this.#folder, 'packages.json');
  }

  #fetch(name, spec) {
    const { status, output } = npm([
      'pack',
      spec,
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
  #added = new Set();

  constructor(folder, cache) {
    this.folder = folder;
    this.#cache = cache;
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
  }

  /** Puts a package into the folder; gets what `PackageCache.get` says of it. */
  add(name, range = 'latest') {
    const found = this.#cache.get(name, range);
    if (found.version === undefined || this.#added.has(name)) return found;
    this.#added.add(name);
    const link = join(this.folder, 'node_modules', declarer(name));
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(this.#cache.stored(name, found.version), link, 'junction');
    return found;
  }

  has(name) {
    return this.#added.has(name);
  }

  folderOf(name) {
    return join(this.folder, 'node_modules', declarer(name));
  }
}

function declarer(name) {
  return DECLARED_BY[name] ?? name;
}

/** `@scope/name/sub/path` is installed as `@scope/name`. */
export function installedName(module) {
  const parts = module.split('/');
  return parts.slice(0, module.startsWith('@') ? 2 : 1).join('/');
}

/** Where the community declares a package that does not declare itself. */
export function typesName(name) {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`;
}
