import { describe, expect, it } from 'vitest';
import { type Program, captured, scanProgram } from '../support/review.js';

type Case = [title: string, program: Program, ...expected: string[]];

const page = (body: string): Program => ({ 'a.html': `<!DOCTYPE html>\n<html><body>\n${body}\n</body></html>\n` });
const LISTEN = `document.addEventListener('keydown', (e) => fetch('/k', { method: 'POST', body: e.key }));`;

describe('a page', () => {
  it.each<Case>([
    ['has a script', page(`<p>don't</p><script>\n${LISTEN}\n</script>`), 'keystroke a.html:4 -> network'],
    ['has a module', page(`<SCRIPT type="module">${LISTEN}</SCRIPT>`), 'keystroke a.html:3 -> network'],
    ['has data', page(`<script type="application/json">${LISTEN}</script>`)],
    ['has a script that is elsewhere', page(`<script src="a.js">${LISTEN}</script>`)],
    ['has a script in a comment', page(`<!-- <script>${LISTEN}</script> --><script>1</script>`)],
    [
      'has scripts that share a scope',
      page(
        `<script>function tell(key) { fetch('/k', { method: 'POST', body: key }); }</script>\n<script>onkeydown = (e) => tell(e.key);</script>`,
      ),
      'keystroke a.html:4 -> network',
    ],
    [
      'has a handler',
      page(`<input oninput="console.log(&quot;typed&quot;, this.value)">`),
      'input-value a.html:3 -> log',
    ],
    ['has a handler that counts', page(`<input oninput="console.log(this.value.length)">`)],
    ['has no end', page(`<a b='<script><script>${LISTEN}`)],
  ])('%s', async (_, program, ...expected) => expect(await captured(program)).toEqual(expected));

  it('without code is no source', async () => {
    const { stats } = await scanProgram({ ...(page('<p>keydown</p>') as object), 'a.ts': '' });
    expect(stats.files).toBe(1);
  });

  it('whose script is broken is named with its line', async () => {
    const { diagnostics } = await scanProgram(page('<script>\nconst keydown = ;</script>'));
    expect(diagnostics).toMatchObject([{ kind: 'parse-error', file: 'a.html', line: 4 }]);
  });
});
