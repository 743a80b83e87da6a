import { describe, expect, it } from 'vitest';
import { sinksOf } from '../support/review.js';

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

describe.each(NAMES)('the name %s', (name) => {
  const send = `const send = (text: unknown) => fetch('/k', { method: 'POST', body: String(text) });`;
  const on = `document.addEventListener('keydown', (e) => send(e.key));`;

  it.each([
    ['of a property', `const o = { ['${name}']: 1, ${name}: 2 };\no.${name};\no['${name}'] = 3;`],
    ['of a variable', `const ${name} = 1;\nlog(${name});`],
    ['of a function', `function ${name}() {}\n${name}();`],
    ['of a method', `class A { ['${name}']() {} m() { this.${name}(); } }\nnew A().m();`],
    ['of a field', `class A { '${name}' = 1; m() { return this['${name}']; } }\nnew A().m();`],
    ['of a type', `interface ${name} { ${name}: ${name} }\nlet x: ${name};\nx.${name}.${name};`],
    ['of an import', `import { ${name} } from './${name}';\n${name}();`],
    ['of a namespace', `import * as ns from './b';\nns.${name}();\nns.${name}.${name};`],
    ['of an export', `const a = 1;\nexport { a as ${name} };`],
    ['of a global', `window.${name}();\nnew ${name}();\n${name}.${name}();`],
    ['of a package', `import x from '${name}';\nx.${name}('keydown', (e) => e.key);`],
    ['of an event', `window.addEventListener('${name}', send);\nwindow.on${name} = send;`],
    ['of an element', `const m = new Map(); m.set('${name}', 1); m.get('${name}');`],
  ])('%s changes nothing', async (_, before) => {
    const text = before.startsWith('import') ? before.replace('\n', `\n${send}\n`) : `${send}\n${before}`;
    const line = before.startsWith('import') ? 2 : 1;
    expect(await sinksOf({ 'a.ts': `${text}\n${on}`, 'b.ts': `export {};` })).toEqual([`network a.ts:${line}`]);
  });
});
