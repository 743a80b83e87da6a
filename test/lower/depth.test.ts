import { describe, expect, it } from 'vitest';
import { nestingDepth } from '../../src/lower/depth.js';

describe('nestingDepth', () => {
  it.each([
    ['', 0],
    ['f(a)', 1],
    ['f([{ a: g() }])', 4],
    ['(((', 3],
    [')))(', 1],
    ['a = `x${b(`y${c}`)}z`', 5],
  ])('%j is %i deep', (text, depth) => {
    expect(nestingDepth(text)).toBe(depth);
  });

  it.each([
    ['strings', '"((((" + \'[[[[\' + "\\"{{{{"'],
    ['templates', '`((((`'],
    ['comments', '// ((((\n/* [[[[ */'],
    ['regular expressions', 'x = /[(]\\((/; return /[[{]/'],
    ['an apostrophe in markup', "<p>Don't</p>"],
  ])('%s do not count', (_name, text) => {
    expect(nestingDepth(text)).toBeLessThanOrEqual(1);
  });

  it('does not take division for a regular expression', () => {
    expect(nestingDepth('a / (b) / ((c))')).toBe(2);
  });

  it('recovers from strays at the enclosing bracket', () => {
    expect(nestingDepth('{ ( ( } '.repeat(100))).toBe(3);
    expect(nestingDepth("const A = () => (<p>Don't</p>);\n".repeat(600))).toBe(1);
  });

  it('tells deep from not deep', () => {
    expect(nestingDepth('('.repeat(600) + ')'.repeat(600))).toBe(600);
    expect(nestingDepth('(a);'.repeat(600))).toBe(1);
  });

  it.each([
    ['brackets', '('.repeat(1_000_000)],
    ['crossed brackets', '('.repeat(900) + '}'.repeat(1_000_000)],
    ['half regular expressions', '=/[('.repeat(250_000)],
    ['quotes', `"'`.repeat(500_000)],
    ['one long string', `"${'a\\n'.repeat(300_000)}"`],
    ['templates', '`${'.repeat(300_000)],
    ['one long template', `\`${'a$b'.repeat(300_000)}\``],
    ['slashes', '/'.repeat(1_000_000)],
    ['half comments', '/*/'.repeat(300_000)],
  ])('takes no time for a megabyte of %s', (_name, text) => {
    const start = performance.now();
    nestingDepth(text);
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
