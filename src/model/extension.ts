/** What a browser extension's manifest.json says it may see: where its scripts run, and what it may ask for. */
import type { SourceTree } from './source.js';

export interface ExtensionManifest {
  readonly path: string;
  readonly version: number;
  readonly contentScripts: readonly ContentScript[];
  /** Names of APIs; in version 2 hosts are among them. */
  readonly permissions: readonly string[];
  readonly optionalPermissions: readonly string[];
  /** Match patterns: `<all_urls>`, `https://*.example.com/*`. */
  readonly hosts: readonly string[];
  readonly optionalHosts: readonly string[];
}

export interface ContentScript {
  readonly matches: readonly string[];
  readonly excludes: readonly string[];
  /** As written: paths from the manifest's folder, of what a build may have made. */
  readonly scripts: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** Gets the extensions of a tree, in order of path. */
export function extensionsOf({ manifests }: Pick<SourceTree, 'manifests'>): readonly ExtensionManifest[] {
  return [...manifests].flatMap(([path, manifest]) =>
    /(?:^|\/)manifest\.json$/.test(path) ? (readExtension(path, manifest) ?? []) : [],
  );
}

/** Web applications have a manifest.json as well, which has no version. */
function readExtension(path: string, manifest: unknown): ExtensionManifest | undefined {
  if (!isObject(manifest) || typeof manifest['manifest_version'] !== 'number') return undefined;
  const permissions = stringsAt(manifest, 'permissions');
  const optional = stringsAt(manifest, 'optional_permissions');
  return {
    path,
    version: manifest['manifest_version'],
    contentScripts: objectsAt(manifest, 'content_scripts').map((script) => ({
      matches: stringsAt(script, 'matches'),
      excludes: stringsAt(script, 'exclude_matches'),
      scripts: stringsAt(script, 'js'),
    })),
    permissions: permissions.filter((each) => !isHost(each)),
    optionalPermissions: optional.filter((each) => !isHost(each)),
    hosts: [...permissions.filter(isHost), ...stringsAt(manifest, 'host_permissions')],
    optionalHosts: [...optional.filter(isHost), ...stringsAt(manifest, 'optional_host_permissions')],
  };
}

function isHost(permission: string): boolean {
  return permission === '<all_urls>' || permission.includes('://');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listAt(from: Json, key: string): readonly unknown[] {
  const value = from[key];
  return Array.isArray(value) ? value : [];
}

function stringsAt(from: Json, key: string): readonly string[] {
  return listAt(from, key).filter((each) => typeof each === 'string');
}

function objectsAt(from: Json, key: string): readonly Json[] {
  return listAt(from, key).filter(isObject);
}
