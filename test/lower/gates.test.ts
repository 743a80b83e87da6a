/** The conditions that gates are made of: which test has held when `x()` is called, and which may not have. */
import { describe, expect, it } from 'vitest';
import { callsIn, completionOf } from '../support/facts.js';

type Case = readonly [title: string, body: string, call: string];

/** The one call of `x` in `function f(a, b) { … }`. */
function callOf(body: string): string {
  return callsIn(`async function f(a, b) {\n${body}\n}`, 'f')
    .filter((call) => call.startsWith('x('))
    .join('; ');
}

describe('a switch', () => {
  it.each<Case>([
    ['in one case', `switch (a) { case 'yes': x(); }`, `x() if a === "yes"`],
    ['in another', `switch (a) { case 'yes': b; break; case 'no': x(); }`, `x() if a === "no"`],
    ['in its default', `switch (a) { case 'no': break; default: x(); }`, `x() if not a === "no"`],
    ['after a case that returns', `switch (a) { case 'no': return; } x();`, `x() if not a === "no"`],
    ['after a case that breaks', `switch (a) { case 'no': break; } x();`, `x() if (not a === "no" | a === "no")`],
    ['over true', `switch (true) { case a: x(); }`, `x() if a`],
  ])('%s', (_, body, call) => expect(callOf(body)).toBe(call));
});

describe('a loop', () => {
  it.each<Case>([
    ['that only a break leaves', 'for (;;) { if (a) break; } x();', 'x() if a'],
    ['that either of two breaks leaves', 'for (;;) { if (a) break; if (b) break; } x();', 'x() if (a | (not a & b))'],
    ['do … while', 'do { b; } while (!a); x();', 'x() if not !a'],
    ['with a labelled break', 'out: for (;;) { for (;;) { if (a) break out; } } x();', 'x() if a'],
    ['over a list', 'for (const c of b) { if (!a) continue; x(); }', 'x() if not !a'],
    ['over a list, and after it', 'for (const c of b) { if (a) break; } x();', 'x()'],
    ['over an asynchronous list', 'for await (const c of b) { if (!a) return; x(); }', 'x() if not !a'],
  ])('%s', (_, body, call) => expect(callOf(body)).toBe(call));
});

describe('an expression', () => {
  it.each<Case>([
    ['&& twice', 'a && b && x();', 'x() if a && b'],
    ['|| before &&', '(a || b) && x();', 'x() if a || b'],
    ['in an argument', 'g(a && x());', 'x() if a'],
    ['in an array', '[a && x()];', 'x() if a'],
    ['in a property', '({ p: a ? x() : b });', 'x() if a'],
    ['in a template', '`${a && x()}`;', 'x() if a'],
    ['in a return', 'return a && x();', 'x() if a'],
    ['a ternary within a ternary', 'a ? (b ? x() : 1) : 2;', 'x() if (a & b)'],
    ['a ternary within the other side', 'a ? 1 : b ? x() : 2;', 'x() if (not a & b)'],
    ['&&=', 'let v = a; v &&= x();', 'x() if a'],
    ['||=', 'let v = a; v ||= x();', 'x() if not a'],
    ['awaited', '(await a) && x();', 'x() if await a'],
    ['not awaited', 'a() && x();', 'x() if a()'],
    ['a comma', '(a, b) && x();', 'x() if b'],
    ['an assignment', 'let v; (v = a) && x();', 'x() if a'],
    ['nothing', 'a; x();', 'x()'],
    ['void', 'void (a && x());', 'x() if a'],
    ['typeof', `typeof a === 'boolean' && x();`, 'x() if unary === "boolean"'],
  ])('%s', (_, body, call) => expect(callOf(body)).toBe(call));
});

describe('throw and try', () => {
  it.each<Case>([
    ['what a finally runs under', 'try { if (!a) throw b; } finally { x(); }', 'x()'],
    ['what the try has passed, in the try', 'try { if (!a) throw b; x(); } finally { b; }', 'x() if not !a'],
    ['what the try has passed, after a finally', 'try { if (!a) throw b; } finally { b; } x();', 'x() if not !a'],
    ['nothing in the catch', 'try { if (!a) throw b; } catch { x(); }', 'x()'],
    [
      'what the try has passed, where the catch throws',
      'try { if (!a) throw b; } catch (c) { throw c; } x();',
      'x() if not !a',
    ],
    [
      'what either has passed, where the catch only may leave',
      'try { if (!a) throw b; } catch { if (b) return; } x();',
      'x() if (not !a | not b)',
    ],
  ])('%s', (_, body, call) => expect(callOf(body)).toBe(call));
});

describe('a function returns normally if', () => {
  it.each([
    ['a test holds, else it throws', 'if (!a) throw b;', 'not !a'],
    ['a test holds, else it throws in a helper of its own', 'if (!a) { throw new Error(b); } return a;', 'not !a'],
    ['whatever, where it only logs', 'if (!a) log(b);', '((!a & after log(b)) | not !a)'],
    ['whatever, where it only returns', 'if (!a) return;', '(!a | not !a)'],
    ['a test holds, where it asks until then', 'while (!a) b;', 'not !a'],
    ['a test holds, where the catch throws on', 'try { if (!a) throw b; } catch (c) { throw c; }', 'not !a'],
    ['one case of a switch', `switch (a) { case 'yes': return; default: throw b; }`, 'a === "yes"'],
  ])('%s', (_, body, expected) => expect(completionOf(`function f(a, b) { ${body} }`, 'f')).toBe(expected));
});

describe('a call that the function waits for', () => {
  const f = (body: string): string =>
    callsIn(`async function f(a) {\n${body}\n}\nasync function check(a) { if (!a) throw a; }`, 'f').at(-1)!;
  it('has returned once it is awaited', () => expect(f('await check(a); x();')).toContain('after'));
  it('has returned once it is called, if it is not asynchronous', () =>
    expect(f('g(a); x();')).toBe('x() if after g(a)'));
});

describe('what a variable is, by the time it is tested', () => {
  it.each<Case>([
    ['the answer', 'let v = a; if (v) x(v);', 'x(a) if a'],
    ['the answer, or a no', 'let v = false; if (b) v = a; x(v);', 'x(phi(a | false))'],
    ['a yes after all', 'let v = a; v = true; x(v);', 'x(true)'],
    ['what the catch left', 'let v = a; try { b(); } catch { v = true; } x(v);', 'x(phi(a | true))'],
    ['what the finally left', 'let v = a; try { b(); } finally { v = true; } x(v);', 'x(true)'],
    ['a part of the answer', 'const { given } = a; x(given);', 'x(a.given)'],
    ['a part of the answer, or a yes', 'const { given = true } = a; x(given);', 'x(a.given ?? true)'],
    ['what is left without it', 'const { given, ...rest } = a; x(rest.given);', 'x({...: a, given: undefined}.given)'],
  ])('%s', (_, body, call) => expect(callOf(body).replace(/ if .*after.*/, '')).toBe(call));
});
