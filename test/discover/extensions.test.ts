import { describe, expect, it } from 'vitest';
import { extensionsOf } from '../../src/model/extension.js';
import { discoverIn, makeTree } from './temp-tree.js';

const extensions = (files: Readonly<Record<string, string>>): ReturnType<typeof extensionsOf> =>
  extensionsOf(discoverIn(makeTree(files)));

describe('manifests of extensions', () => {
  it('say where scripts run and what may be asked for', () => {
    const manifest = {
      manifest_version: 3,
      content_scripts: [{ matches: ['https://*.example.com/*'], exclude_matches: ['*://*/login'], js: ['content.js'] }],
      permissions: ['tabs', 'storage'],
      optional_permissions: ['history', 'https://a.example/*'],
      host_permissions: ['<all_urls>'],
    };
    expect(extensions({ 'src/manifest.json': JSON.stringify(manifest) })).toEqual([
      {
        path: 'src/manifest.json',
        version: 3,
        contentScripts: [{ matches: ['https://*.example.com/*'], excludes: ['*://*/login'], scripts: ['content.js'] }],
        permissions: ['tabs', 'storage'],
        optionalPermissions: ['history'],
        hosts: ['<all_urls>'],
        optionalHosts: ['https://a.example/*'],
      },
    ]);
  });

  it('have their hosts among the permissions in version 2', () => {
    const [found] = extensions({ 'manifest.json': '{"manifest_version":2,"permissions":["tabs","*://*/*",7]}' });
    expect(found).toMatchObject({ permissions: ['tabs'], hosts: ['*://*/*'], contentScripts: [] });
  });

  it('are told from those of web applications', () => {
    expect(extensions({ 'manifest.json': '{"name":"app","permissions":["tabs"]}' })).toEqual([]);
  });

  it('may say anything', () => {
    const text = '{"manifest_version":3,"content_scripts":[1,{"matches":"x"}],"permissions":{}}';
    expect(extensions({ 'manifest.json': text })).toMatchObject([
      { permissions: [], contentScripts: [{ matches: [], scripts: [] }] },
    ]);
  });
});
