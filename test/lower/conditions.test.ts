import { describe, expect, it } from 'vitest';
import { callsIn, completionOf } from '../support/facts.js';

type Case = readonly [title: string, body: string, calls: readonly string[]];

/** The calls in `function f(a, b) { … }`, the one that is asked about being `x()`. */
function callsOfBody(body: string): readonly string[] {
  return callsIn(`function f(a, b) {\n${body}\n}`, 'f').filter((call) => call.startsWith('x('));
}

describe('a call is evaluated under', () => {
  it.each<Case>([
    ['no condition', 'x();', ['x()']],
    ['if', 'if (a) x();', ['x() if a']],
    ['else', 'if (a) b(); else x();', ['x() if not a']],
    ['if not', 'if (!a) x();', ['x() if !a']],
    ['both', 'if (a) { if (b) x(); }', ['x() if (a & b)']],
    ['after both branches', 'if (a) 1; else 2; x();', ['x()']],
    ['&&', 'a && x();', ['x() if a']],
    ['||', 'a || x();', ['x() if not a']],
    ['a ternary', 'a ? x() : b;', ['x() if a']],
    ['the other side of a ternary', 'a ? b : x();', ['x() if not a']],
    ['a return before it', 'if (a) return; x();', ['x() if not a']],
    ['a throw before it', 'if (a) throw b; x();', ['x() if not a']],
    ['two returns before it', 'if (a) return; if (b) return; x();', ['x() if (not a & not b)']],
    ['a return on both branches', 'if (a) return 1; else return 2; x();', ['x() if never']],
    ['a loop', 'while (a) x();', ['x() if a']],
    ['after a loop', 'while (a) b; x();', ['x() if not a']],
    ['continue', 'for (;;) { if (a) continue; x(); }', ['x() if not a']],
    ['continue the other way', 'for (;;) { if (!a) continue; x(); }', ['x() if not !a']],
    ['after a loop that may be left', 'while (a) { if (b) break; } x();', ['x() if (not a | (a & b))']],
    ['a labelled continue', 'out: for (;;) { for (;;) { if (a) continue out; x(); } }', ['x() if not a']],
    ['try', 'try { x(); } catch { b; }', ['x()']],
    ['after a throw in the same try', 'try { if (a) throw b; x(); } catch { b; }', ['x() if not a']],
    ['do', 'do { x(); } while (a);', ['x()']],
  ])('%s', (_, body, calls) => expect(callsOfBody(body)).toEqual(calls));

  it('nothing the try has passed, after its catch', () => {
    expect(callsOfBody('try { if (a) throw b; } catch { } x();')).toEqual(['x()']);
  });

  it('what the try has passed, where the catch leaves', () => {
    expect(callsOfBody('try { if (a) throw b; } catch { return; } x();')[0]).toContain('not a');
  });

  it('either case of a switch that falls through', () => {
    const [both] = callsOfBody(`switch (a) { case 1: case 2: x(); }`);
    expect(both).toContain('|');
    const [one] = callsOfBody(`switch (a) { case 1: break; case 2: x(); }`);
    expect(one).not.toContain('|');
  });

  it('that an assertion returned', () => {
    const text = `function check(ok) { if (!ok) throw new Error(); }\nfunction f(a) { check(a); x(); }`;
    expect(completionOf(text, 'check')).toBe('not !ok');
    expect(callsIn(text, 'f').at(-1)).toContain('after');
  });
});

describe('a function returns normally if', () => {
  it.each([
    ['always', 'return a;', 'always'],
    ['it does not throw', 'if (a) throw b;', 'not a'],
    ['never', 'throw a;', 'never'],
    ['one of two throws is caught', 'try { if (a) throw b; } catch {}', 'always'],
    ['it returns early, or late', 'if (a) return; b;', '(a | not a)'],
  ])('%s', (_, body, expected) => expect(completionOf(`function f(a, b) { ${body} }`, 'f')).toBe(expected));
});

describe('a variable where paths meet', () => {
  it.each<Case>([
    ['is one of two', 'let v = 1; if (a) v = 2; x(v);', ['x(phi(2 | 1))']],
    ['is the last', 'let v = 1; v = 2; x(v);', ['x(2)']],
    ['is the one of its branch', 'let v = 1; if (a) { v = 2; x(v); }', ['x(2) if a']],
    ['is the one of the branch that stays', 'let v = 1; if (a) { v = 2; return; } x(v);', ['x(1) if not a']],
    ['is not another of the same name', 'let v = 1; { let v = 2; } x(v);', ['x(1)']],
  ])('%s', (_, body, calls) => expect(callsOfBody(body)).toEqual(calls));

  it('is the one before or after a loop round', () => {
    const [call] = callsOfBody('let v = 1; while (a) { x(v); v = 2; }');
    expect(call).toContain('phi(1 | 2)');
  });

  it('is any of what a try may have left', () => {
    const [call] = callsOfBody('let v = 1; try { v = 2; a(); } catch { v = 3; } x(v);');
    expect(call).toContain('2');
    expect(call).toContain('3');
    expect(call).not.toContain('1');
  });
});
