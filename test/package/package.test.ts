import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');

interface Manifest {
  bin: Record<string, string>;
  files: string[];
  engines: { node: string };
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}
interface Lock {
  packages: Record<string, { dev?: boolean; devOptional?: boolean; hasInstallScript?: boolean; resolved?: string }>;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const lock = JSON.parse(read('package-lock.json')) as Lock;

describe('package.json', () => {
  it('has at most ten runtime dependencies', () => {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    expect(names.length).toBeLessThanOrEqual(10);
  });

  it('runs nothing on install', () => {
    const onInstall = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(Object.keys(manifest.scripts).filter((name) => onInstall.includes(name))).toEqual([]);
  });

  it('ships the program, its data and its papers, and nothing else', () => {
    expect(manifest.files).toEqual([
      'bin',
      'dist',
      '!dist/.build-hash',
      'schema',
      'rules',
      '!rules/**/fixtures',
      'README.md',
      'LICENSE',
    ]);
  });

  it('names a program that exists and starts with Node', () => {
    const program = manifest.bin.consentlint ?? '';
    expect(existsSync(`${root}/${program}`)).toBe(true);
    expect(read(program).startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  it('sets itself up before start, test and pack', () => {
    for (const name of ['start', 'test', 'prepack'])
      expect(manifest.scripts[name]).toMatch(/^node scripts\/setup\.mjs/);
  });

  it('supports Node from 20.19 on', () => {
    expect(manifest.engines.node).toBe('>=20.19');
  });
});

describe('package-lock.json', () => {
  const packages = Object.entries(lock.packages);

  it('has no runtime dependency with an install script', () => {
    const runtime = packages.filter(([, entry]) => !entry.dev && !entry.devOptional);
    expect(runtime.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).toEqual([]);
  });

  it('names no registry host', () => {
    expect(packages.filter(([, entry]) => entry.resolved).map(([path]) => path)).toEqual([]);
  });
});
