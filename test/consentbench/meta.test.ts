import { describe, expect, it } from 'vitest';
import { compose } from '../../bench/consentbench/compose/compose.js';
import { recipesOf } from '../../bench/consentbench/compose/pairwise.js';
import { RELATIONS } from '../../bench/consentbench/meta/index.js';
import { isMeaningful } from '../../bench/consentbench/meta/meaningful.js';
import { observe } from '../../bench/consentbench/oracle/facts.js';
import { recipe, written } from './recipes.js';

const rewrite = (relation: string, text: string, file = 'main.ts'): string => {
  const files = RELATIONS[relation]!(written(text, file))!.files;
  return Object.entries(files)
    .map(([path, each]) => (path === file ? each : `// ${path}\n${each}`))
    .join('');
};

describe.each(Object.keys(RELATIONS))('%s', (relation) => {
  it('changes the text, and nothing that the program does', async () => {
    let changed = 0;
    for (const each of recipesOf(11, 24)) {
      const before = compose(each);
      const after = RELATIONS[relation]!(before);
      if (!after) continue;
      if (JSON.stringify(after.files) !== JSON.stringify(before.files)) changed++;
      const { consentBad, redactionBad, alive } = await observe(before);
      expect(await observe(after), JSON.stringify(each)).toMatchObject({ consentBad, redactionBad, alive });
    }
    expect(changed).toBeGreaterThan(8);
  });
});

describe('renaming', () => {
  it('keeps names that may decide, and properties', () => {
    const text = `const hasConsent = ask();\nfunction send(text) { const row = { text }; return row.text; }\nexport const out = send;`;
    expect(rewrite('renamed', text)).toBe(
      `const hasConsent = ask();\nfunction alder(birch) { const cedar = { text: birch }; return cedar.text; }\nexport const out = alder;`,
    );
  });

  it('keeps what a pattern takes from an object', () => {
    expect(rewrite('renamed', `function take({ key, ...rest }) { return [key, rest]; }`)).toBe(
      `function alder({ key: birch, ...cedar }) { return [birch, cedar]; }`,
    );
  });

  it.each(['hasConsent', 'redact', 'logger', 'isAdmin', 'optedOut', 'userConsent', 'socket'])(
    '%s may decide',
    (name) => {
      expect(isMeaningful(name)).toBe(true);
    },
  );

  it.each(['text', 'buffer', 'flush', 'onEvent', 'transport'])('%s may not', (name) =>
    expect(isMeaningful(name)).toBe(false),
  );
});

describe('other imports', () => {
  it('of an ES module', () => {
    const text = `import ky, { b } from 'x';\nimport * as c from './y';\nexport function f(a: string): void { b(a, c, ky); }\n`;
    expect(rewrite('other-imports', text)).toContain(
      `const ky = require('x');\nconst { b } = require('x');\nconst c = require('./y');\nfunction f(a) { b(a, c, ky); }\n\nmodule.exports = { f };\n`,
    );
  });

  it('of CommonJS', () => {
    const text = `const { b } = require('x');\nfunction f(a) { b(a); }\nmodule.exports = { f };\n`;
    expect(rewrite('other-imports', text, 'main.js')).toBe(
      `import { b } from 'x';\nfunction f(a) { b(a); }\nexport { f };\n`,
    );
  });
});

it('splitting moves a function and what it imports', () => {
  const text = `import { b } from 'x';\nconst n = 1;\nfunction f(a) { b(a, n); }\nf(2);\n`;
  expect(rewrite('split-up', text)).toBe(
    `import { f } from './moved';\nimport { b } from 'x';\nconst n = 1;\nf(2);\n\nexport { n };\n` +
      `// moved.ts\nimport { b } from 'x';\nimport { n } from './main';\n\nexport function f(a) { b(a, n); }\n`,
  );
});

it('a program of several files is split up too', () => {
  expect(Object.keys(RELATIONS['split-up']!(compose(recipe('files=split')))!.files)).toContain('moved.ts');
});
