/** A redactor counts for what its body removes, on every path and of every label; its name counts for nothing. */
import { describe, expect, it } from 'vitest';
import { type Program, findingsOf, redactionOf, scanProgram } from '../support/review.js';

type Verdict = 'unmet' | 'unproven' | 'silent';
type Case = [title: string, verdict: Verdict, program: Program];

/** Where nothing of the content leaves there is no capture, and nothing to redact. */
async function expectRedaction(program: Program, verdict: Verdict): Promise<void> {
  expect((await redactionOf(program))[0] ?? 'silent').toBe(verdict);
}

const post = (value: string): string => `fetch('/k', { method: 'POST', body: ${value} });`;
const keys = (body: string, before = ''): string =>
  `${before}\ndocument.addEventListener('keydown', (e: KeyboardEvent) => { ${body} });`;
const typed = (body: string, before = ''): string =>
  `${before}\ndocument.addEventListener('input', (e) => { const text = (e.target as HTMLInputElement).value; ${body} });`;

describe('a redactor that cannot be read', () => {
  const imported = (name: string): string => `import { ${name} } from 'acme-privacy';`;
  const both = typed(`${post('redact(text)')} console.log(text);`, imported('redact'));
  it.each<Case>([
    ['by its name', 'unproven', typed(post('redact(text)'), imported('redact'))],
    ['without such a name', 'unmet', typed(post('tidy(text)'), imported('tidy'))],
    ['with a name that hides nothing', 'unmet', typed(post('sanitizeHtml(text)'), imported('sanitizeHtml'))],
    ['and one way around it', 'unmet', both],
    ['and one that hides part', 'unmet', typed(post(`redact(text).replace(/a/g, '')`), imported('redact'))],
    ['that the models know', 'silent', typed(post('maskPassword(text)'), `import { maskPassword } from 'maskdata';`)],
  ])('%s: %s', (_, verdict, program) => expectRedaction(program, verdict));

  it('makes less of a missing consent, and names what was not read', async () => {
    const program = typed(post('redact(text)'), imported('redact'));
    expect((await findingsOf(program)).filter((line) => /ungated|redacted/.test(line))).toEqual([
      'warning ungated-capture a.ts:2',
      'warning unredacted-capture a.ts:2',
    ]);
    expect((await findingsOf(both)).filter((line) => /ungated|redacted/.test(line))).toEqual([
      'error ungated-capture a.ts:2',
      'error unredacted-capture a.ts:2',
    ]);
    const [capture] = (await scanProgram(program)).captures;
    expect(capture!.obligations.redaction!.reason).toBe('what redact() removes could not be read');
  });
});

describe('each label is removed by itself', () => {
  const moves = (record: string): string =>
    `document.addEventListener('click', (e: MouseEvent) => { const at = { x: e.clientX, y: e.clientY, n: 1 }; ${post(`JSON.stringify(${record})`)} });`;
  const shot = (value: string, before = ''): string =>
    `import { desktopCapturer } from 'electron';\n${before}\nsetInterval(async () => { const [screen] = await desktopCapturer.getSources({ types: ['screen'] }); ${post(value)} }, 1000);`;
  const pasted = (value: string): string =>
    `document.addEventListener('paste', (e: ClipboardEvent) => { const text = e.clipboardData!.getData('text'); ${post(value)} });`;
  it.each<Case>([
    ['a key, and its code is left', 'unmet', keys(post(`JSON.stringify({ key: '*', code: e.code })`))],
    ['a key, and its code too', 'silent', keys(post(`JSON.stringify({ key: '*', code: '*' })`))],
    ['a key code, and the key is left', 'unmet', keys(post(`JSON.stringify({ code: '*', key: e.key })`))],
    ['a key, but not the number of it', 'unmet', keys(post(`JSON.stringify({ key: '*', at: e.keyCode })`))],
    ['coordinates, both', 'silent', moves('{ ...at, x: 0, y: 0 }')],
    ['coordinates, one of two', 'unmet', moves('{ ...at, x: 0 }')],
    ['coordinates, left out by a rest', 'silent', moves('(({ x, y, ...rest }) => rest)(at)')],
    ['coordinates, one left out by a rest', 'unmet', moves('(({ x, ...rest }) => rest)(at)')],
    ['pixels, as they are', 'unmet', shot('screen!.thumbnail.toPNG()')],
    [
      'pixels, blurred a little',
      'unmet',
      shot('await sharp(screen!.thumbnail.toPNG()).blur(2).toBuffer()', `import sharp from 'sharp';`),
    ],
    [
      'pixels, and another picture in their place',
      'unmet',
      shot(
        '(await sharp(blank).toBuffer()) + screen!.thumbnail.toDataURL()',
        `import sharp from 'sharp';\ndeclare const blank: Buffer;`,
      ),
    ],
    ['what was pasted', 'unmet', pasted('text')],
    ['what was pasted, as its length', 'silent', pasted('String(text.length)')],
    ['what was pasted, as stars', 'silent', pasted(`text.replace(/[^]/g, '*')`)],
    ['what was pasted, its letters as stars', 'unmet', pasted(`text.replace(/[a-z]/g, '*')`)],
  ])('%s: %s', (_, verdict, program) => expectRedaction(program, verdict));
});

describe('a redactor of objects', () => {
  const scrub = (leaf: string, rest = 'v'): string =>
    `function scrub(v: unknown): unknown {\n  if (Array.isArray(v)) return v.map((each) => scrub(each));\n  if (v !== null && typeof v === 'object') return Object.fromEntries(Object.entries(v).map(([name, each]) => [name, scrub(each)]));\n  return ${leaf};\n}\nconst unused = (v: unknown) => ${rest};`;
  const byName = (test: string): string =>
    `const HIDDEN = new Set(['text']);\nfunction scrub(record: Record<string, unknown>): Record<string, unknown> {\n  const out: Record<string, unknown> = {};\n  for (const [name, value] of Object.entries(record)) out[name] = ${test} ? '*' : value;\n  return out;\n}`;
  const inPlace = (name: string): string =>
    `function scrub(record: { text: string; at: number }) { record.${name} = ${name === 'at' ? '0' : `'*'`}; return record; }`;
  const sent = post('JSON.stringify(scrub({ text, at: 1 }))');
  const nested = post('JSON.stringify(scrub({ field: { text }, list: [text] }))');
  it.each<Case>([
    ['all the way down, and gives leaves back', 'unmet', typed(nested, scrub('v'))],
    ['all the way down', 'silent', typed(nested, scrub(`'*'`))],
    ['all the way down, numbers kept', 'silent', typed(nested, scrub(`typeof v === 'number' ? v : '*'`))],
    [
      'all the way down, numbers kept, of what is a number',
      'unmet',
      keys(post('JSON.stringify(scrub({ code: e.keyCode }))'), scrub(`typeof v === 'number' ? v : '*'`)),
    ],
    ['all the way down, but not objects', 'unmet', typed(nested, scrub(`typeof v !== 'object' ? v : '*'`))],
    ['all the way down, texts kept', 'unmet', typed(nested, scrub(`typeof v === 'string' ? v : '*'`))],
    [
      'one level only',
      'unmet',
      typed(
        nested,
        `const scrub = (v: object) => Object.fromEntries(Object.entries(v).map(([name, each]) => [name, typeof each === 'string' ? '*' : each]));`,
      ),
    ],
    ['by a list of names, inverted', 'unmet', typed(sent, byName('!HIDDEN.has(name)'))],
    ['in place', 'silent', typed(sent, inPlace('text'))],
    ['in place, another property', 'unmet', typed(sent, inPlace('at'))],
    [
      'in place, on a copy',
      'unmet',
      typed(
        `const record = { text, at: 1 }; scrub(record); ${post('JSON.stringify(record)')}`,
        `const scrub = (record: { text: string }) => ({ ...record, text: '*' });`,
      ),
    ],
    [
      'by picking what stays',
      'silent',
      typed(post('JSON.stringify(pick({ text, at: 1 }))'), 'const pick = ({ at }: { at: number }) => ({ at });'),
    ],
    [
      'by picking what stays, the text',
      'unmet',
      typed(post('JSON.stringify(pick({ text, at: 1 }))'), 'const pick = ({ text }: { text: string }) => ({ text });'),
    ],
  ])('%s: %s', (_, verdict, program) => expectRedaction(program, verdict));
});

describe('a test of what kind of value it is', () => {
  const message = (test: string): string =>
    typed(
      'handle(JSON.stringify({ text }));',
      `function handle(sent: string) { const m: unknown = JSON.parse(sent); if (${test}) ${post('String(m)')} }`,
    );
  it.each<Case>([
    ['a text is no object', 'silent', typed(`if (typeof text === 'object') ${post('text')}`)],
    ['a text is a string', 'unmet', typed(`if (typeof text === 'string') ${post('text')}`)],
    ['a text is no date', 'silent', typed(`if (text instanceof Date) ${post('text')}`)],
    ['a text is no list', 'silent', typed(`if (Array.isArray(text)) ${post('text')}`)],
    ['a text is not no list', 'unmet', typed(`if (!Array.isArray(text)) ${post('text')}`)],
    [
      'an object with a text is no string',
      'silent',
      typed(`const o = { text }; if (typeof o === 'string') ${post('o')}`),
    ],
    ['an object with a text is one', 'unmet', typed(`const o = { text }; if (typeof o === 'object') ${post('o')}`)],
    ['what was made of a text may be an object', 'unmet', message(`typeof m === 'object'`)],
  ])('%s: %s', (_, verdict, program) => expectRedaction(program, verdict));
});

describe('what sounds like a redactor', () => {
  const with_ = (lines: string, value: string): string => typed(post(value), lines);
  const NODE = `import { createCipheriv, createHash, createHmac } from 'node:crypto';`;
  it.each<Case>([
    ['gives its input back', 'unmet', with_('const redact = (text: string) => text;', 'redact(text)')],
    ['gives a constant', 'silent', with_(`const redact = (_: string) => '*';`, 'redact(text)')],
    [
      'is a stub until it is configured',
      'unmet',
      with_(
        `let redact = (text: string) => text;\nexport const configure = (by: (text: string) => string) => { redact = by; };`,
        'redact(text)',
      ),
    ],
    [
      'gives it back where it is short',
      'unmet',
      with_(`const redact = (text: string) => (text.length < 4 ? text : '*');`, 'redact(text)'),
    ],
    [
      'gives its length where it is short',
      'silent',
      with_(`const redact = (text: string) => (text.length < 4 ? String(text.length) : '*');`, 'redact(text)'),
    ],
    [
      'keeps the last four',
      'unmet',
      with_(`const redact = (text: string) => '*'.repeat(text.length - 4) + text.slice(-4);`, 'redact(text)'),
    ],
    [
      'keeps nothing of it',
      'silent',
      with_(`const redact = (text: string) => '*'.repeat(text.length - 4) + '****';`, 'redact(text)'),
    ],
    ['masks, and adds it again', 'unmet', with_('', `text.replace(/./g, '*') + text`)],
    ['reverses it', 'unmet', with_('', `[...text].reverse().join('')`)],
    [
      'hashes it with a key',
      'unmet',
      with_(`${NODE}\ndeclare const secret: string;`, `createHmac('sha256', secret).update(text).digest('hex')`),
    ],
    ['hashes something else', 'silent', with_(NODE, `createHash('sha256').update('x').digest('hex')`)],
    [
      'encrypts it',
      'unmet',
      with_(
        `${NODE}\ndeclare const k: Buffer, iv: Buffer;`,
        `createCipheriv('aes-256-gcm', k, iv).update(text, 'utf8', 'hex')`,
      ),
    ],
    ['writes it as base64', 'unmet', with_('', `Buffer.from(text).toString('base64')`)],
    ['zips it', 'unmet', with_(`import { gzipSync } from 'node:zlib';`, 'gzipSync(text)')],
    ['escapes it', 'unmet', with_(`import DOMPurify from 'dompurify';`, 'DOMPurify.sanitize(text)')],
    ['takes it to pieces', 'unmet', with_('', `text.split('').map((c) => c.charCodeAt(0)).join()`)],
    ['takes it to pieces and counts them', 'silent', with_('', `String(text.split(' ').length)`)],
    ['says what kind it is', 'silent', with_('', `/^\\d+$/.test(text) ? 'number' : 'text'`)],
    ['asks a pattern for a part of it', 'unmet', with_('', `text.match(/\\d+/)?.[0] ?? ''`)],
    [
      'masks in a loop',
      'silent',
      with_(
        `function redact(text: string) { let out = ''; for (const _ of text) out += '*'; return out; }`,
        'redact(text)',
      ),
    ],
    [
      'masks digits in a loop',
      'unmet',
      with_(
        `function redact(text: string) { let out = ''; for (const c of text) out += c >= '0' && c <= '9' ? '*' : c; return out; }`,
        'redact(text)',
      ),
    ],
    [
      'is a class of its own',
      'silent',
      with_(
        `class Redactor { run(_: string) { return '*'; } }\nconst redactor = new Redactor();`,
        'redactor.run(text)',
      ),
    ],
    [
      'is a class that was overridden',
      'unmet',
      with_(
        `class Redactor { run(_: string) { return '*'; } }\nclass Off extends Redactor { override run(text: string) { return text; } }\nconst redactor: Redactor = new Off();`,
        'redactor.run(text)',
      ),
    ],
    [
      'is asynchronous',
      'silent',
      typed(`void redact(text).then((safe) => { ${post('safe')} });`, `const redact = async (_: string) => '*';`),
    ],
    [
      'is asynchronous, and its answer is not used',
      'unmet',
      typed(`void redact(text).then(() => { ${post('text')} });`, `const redact = async (_: string) => '*';`),
    ],
  ])('%s: %s', (_, verdict, program) => expectRedaction(program, verdict));
});

describe('where it stands', () => {
  it.each<Case>([
    ['before the sink', 'silent', typed(`let value = text; value = '*'; ${post('value')}`)],
    ['after the sink', 'unmet', typed(`let value = text; ${post('value')} value = '*';`)],
    ['on one of two branches', 'unmet', typed(`let value = text; if (text.length > 9) value = '*'; ${post('value')}`)],
    [
      'on both',
      'silent',
      typed(`let value = text; if (text.length > 9) value = '*'; else value = '-'; ${post('value')}`),
    ],
    [
      'in a try',
      'unmet',
      typed(
        `let value = text; try { value = mask(text); } catch {} ${post('value')}`,
        `const mask = (t: string) => { if (t.length > 9) throw new Error('long'); return '*'; };`,
      ),
    ],
    [
      'in a try that ends otherwise',
      'silent',
      typed(
        `let value = text; try { value = mask(text); } catch { return; } ${post('value')}`,
        `const mask = (t: string) => { if (t.length > 9) throw new Error('long'); return '*'; };`,
      ),
    ],
    [
      'before the buffer',
      'silent',
      typed(
        `kept.push('*'.repeat(text.length));`,
        `const kept: string[] = [];\nsetInterval(() => { ${post('kept.join()')} }, 1000);`,
      ),
    ],
    [
      'behind the buffer',
      'silent',
      typed(
        'kept.push(text);',
        `const kept: string[] = [];\nsetInterval(() => { ${post(`kept.map(() => '*').join()`)} }, 1000);`,
      ),
    ],
    [
      'beside the buffer',
      'unmet',
      typed(
        'kept.push(text);',
        `const kept: string[] = [];\nsetInterval(() => { kept.map(() => '*'); ${post('kept.join()')} }, 1000);`,
      ),
    ],
    [
      'behind a switch of the program',
      'unmet',
      typed(post('RAW ? text : "*"'), `const RAW = location.search === '?raw';`),
    ],
    [
      'of another variable',
      'unmet',
      typed(`const other = 'x'; const masked = other.replace(/./g, '*'); ${post('masked + text')}`),
    ],
    [
      'of this variable',
      'silent',
      typed(`const other = 'x'; const masked = text.replace(/./g, '*'); ${post('masked + other')}`),
    ],
  ])('%s: %s', (_, verdict, program) => expectRedaction(program, verdict));
});

describe('a mask that is joined', () => {
  const MASK = `const mask = (text: string) => text.replace(/./g, '*');`;
  it.each<Case>([
    ['with itself', 'silent', typed(`const safe = mask(text) || '-'; ${post('safe')}`, MASK)],
    ['with the text', 'unmet', typed(`const safe = mask(text) || text; ${post('safe')}`, MASK)],
    [
      'with the text by ??',
      'unmet',
      typed(`const safe = cached ?? text; ${post('safe')}`, `${MASK}\ndeclare const cached: string | undefined;`),
    ],
    ['with the text by ?:', 'unmet', typed(`const safe = text.length > 9 ? mask(text) : text; ${post('safe')}`, MASK)],
    [
      'with a constant by ?:',
      'silent',
      typed(`const safe = text.length > 9 ? mask(text) : '-'; ${post('safe')}`, MASK),
    ],
    ['in an object beside it', 'unmet', typed(post('JSON.stringify({ safe: mask(text), raw: text })'), MASK)],
    ['in an object alone', 'silent', typed(post('JSON.stringify({ safe: mask(text), n: 1 })'), MASK)],
    ['and overwritten by the text', 'unmet', typed(`let safe = mask(text); safe = text; ${post('safe')}`, MASK)],
    ['and overwriting the text', 'silent', typed(`let safe = text; safe = mask(text); ${post('safe')}`, MASK)],
    [
      'in each round of a loop',
      'silent',
      typed(`let out = ''; for (const c of text) out += mask(c); ${post('out')}`, MASK),
    ],
    [
      'in all rounds but the first',
      'unmet',
      typed(`let out = ''; [...text].forEach((c, n) => { out += n === 0 ? c : mask(c); }); ${post('out')}`, MASK),
    ],
    [
      'a redactor that is chosen',
      'unmet',
      typed(
        `const by = localStorage.getItem('raw') ? same : mask; ${post('by(text)')}`,
        `${MASK}\nconst same = (text: string) => text;`,
      ),
    ],
    [
      'a redactor that is chosen among two that mask',
      'silent',
      typed(
        `const by = localStorage.getItem('raw') ? drop : mask; ${post('by(text)')}`,
        `${MASK}\nconst drop = (_: string) => '';`,
      ),
    ],
    [
      'a redactor given as an option',
      'silent',
      typed(
        `report({ text, by: mask });`,
        `${MASK}\nfunction report(o: { text: string; by: (text: string) => string }) { ${post('o.by(o.text)')} }`,
      ),
    ],
    [
      'a redactor given as an option, unused',
      'unmet',
      typed(
        `report({ text, by: mask });`,
        `${MASK}\nfunction report(o: { text: string; by: (text: string) => string }) { ${post('o.text')} }`,
      ),
    ],
    [
      'a redactor with a default that does nothing',
      'unmet',
      typed(`report(text);`, `function report(text: string, by = (text: string) => text) { ${post('by(text)')} }`),
    ],
    [
      'a redactor with a default that masks',
      'silent',
      typed(`report(text);`, `${MASK}\nfunction report(text: string, by = mask) { ${post('by(text)')} }`),
    ],
  ])('%s: %s', (_, verdict, program) => expectRedaction(program, verdict));
});

describe('a field of a password', () => {
  const field = (skip: string): string =>
    `const yes = confirm('Record what you type?');\nif (yes) document.addEventListener('input', (e) => { const field = e.target as HTMLInputElement; ${skip} ${post('field.value')} });`;
  it.each<[string, string, Program]>([
    ['that is not left out', 'error', field('')],
    ['that is left out, and cards are not', 'error', field(`if (field.type === 'password') return;`)],
    ['that is let in alone', 'error', field(`if (field.type !== 'password') return;`)],
    ['beside another one that is left out', 'error', field(`if (field.type === 'search') return;`)],
    ['that is left out of a log only', 'error', field(`if (field.type !== 'password') console.log('typed');`)],
  ])('%s: %s', async (_, severity, program) => {
    const found = await findingsOf(program);
    expect(found.filter((line) => line.includes('redact')).map((line) => line.split(' ')[0])).toEqual([severity]);
  });
});

describe('the rule is', () => {
  const rules = async (program: Program): Promise<readonly string[]> =>
    (await findingsOf(program)).map((line) => line.split(' ')[1]!).filter((id) => id.includes('redact'));
  const redact = (body: string): string => typed(post('redact(text)'), `function redact(text: string) { ${body} }`);
  it.each<[string, string[], string]>([
    [
      'partial-redaction where a switch gives it back',
      ['partial-redaction'],
      redact(`if (localStorage.getItem('raw')) return text; return '*';`),
    ],
    [
      'none where the switch gives something else back',
      [],
      redact(`if (localStorage.getItem('raw')) return '-'; return '*';`),
    ],
    [
      'unredacted-capture for a hash',
      ['unredacted-capture'],
      typed(post(`createHash('md5').update(text).digest('hex')`), `import { createHash } from 'node:crypto';`),
    ],
    ['partial-redaction for four characters', ['partial-redaction'], redact(`return '*'.repeat(9) + text.slice(-4);`)],
  ])('%s', async (_, expected, program) => expect(await rules(program)).toEqual(expected));

  const pino = (path: string): string =>
    keys('log.info({ key: e.key });', `import pino from 'pino';\nconst log = pino({ redact: ['${path}'] });`);
  it.each<[string, string[], string]>([
    ['unredacted-capture where it hides another', ['unredacted-capture'], pino('password')],
  ])('%s', async (_, expected, program) => expect(await rules(program)).toEqual(expected));
});

describe('a property that is overwritten in place', () => {
  const masked = (call: string, mask: string, record = '{ key: e.key, n: 1 }'): string =>
    keys(`const record: any = ${record}; ${call} ${post('JSON.stringify(record)')}`, mask);
  const by = (body: string, call = 'mask(record);'): string => masked(call, `function mask(it: any) { ${body} }`);
  const twice = `function mask(it: any) { blank(it); } function blank(it: any) { it.key = ''; }`;
  const nested = (name: string): string =>
    masked('mask(record);', `function mask(it: any) { it.at.${name} = ''; }`, '{ at: { key: e.key } }');
  it.each<Case>([
    ['by a function', 'silent', by(`it.key = '***';`)],
    ['by a function that does more', 'silent', by(`it.n = 0; it.key = '***'; it.m = 1;`)],
    ['by a function, another one', 'unmet', by(`it.n = '***';`)],
    ['by a function, on one way only', 'unmet', by(`if (Math.random() > 0.5) it.key = '***';`)],
    ['by a function that deletes it', 'silent', by('delete it.key;')],
    ['by a function that deletes another', 'unmet', by('delete it.n;')],
    ['by a function, made of itself', 'unmet', by('it.key = it.key.toUpperCase();')],
    ['by a function, with stars of its length', 'silent', by(`it.key = '*'.repeat(it.key.length);`)],
    ['by a function, with itself repeated', 'unmet', by('it.key = it.key.repeat(2);')],
    ['by a function, a constant or itself', 'unmet', by(`it.key = it.key.length > 1 ? '' : it.key;`)],
    ['by a function that puts it back', 'unmet', by(`const { key } = it; it.key = ''; it.key = key;`)],
    ['by a function that runs later', 'unmet', by(`it.key = '';`, 'setTimeout(() => mask(record));')],
    [
      'by a function that waits first',
      'unmet',
      masked('void mask(record);', `async function mask(it: any) { await 0; it.key = ''; }`),
    ],
    ['by a function that runs on one way', 'unmet', by(`it.key = '';`, 'if (Math.random() > 0.5) mask(record);')],
    ['by a function that gets something else', 'unmet', by(`it.key = '';`, 'mask({ ...record });')],
    ['by a function of a function', 'silent', masked('mask(record);', twice)],
    ['by a function of a function, for another', 'unmet', masked('mask(record);', twice.replace('it.key', 'it.n'))],
    ['by a function, one level down', 'silent', nested('key')],
    ['by a function, another one level down', 'unmet', nested('n')],
    ['by a function that goes through names', 'silent', by(`for (const name of ['key', 'code']) delete it[name];`)],
    ['by a function that goes through other names', 'unmet', by(`for (const name of ['n', 'code']) delete it[name];`)],
    [
      'in a loop over names',
      'silent',
      masked(`for (const name of NAMES) delete record[name];`, `const NAMES = ['key'];`),
    ],
    [
      'in a loop over other names',
      'unmet',
      masked(`for (const name of NAMES) delete record[name];`, `const NAMES = ['n'];`),
    ],
    [
      'and written again',
      'unmet',
      by(`it.key = '';`, `mask(record); fill(record, e.key); function fill(it: any, key: string) { it.key = key; }`),
    ],
    [
      'where hashing it failed',
      'unmet',
      masked(
        `try { record.key = hash(record.key); } catch { record.key = ''; } later(() => record);`,
        'declare const hash: any, later: any;',
      ),
    ],
    ['after it was sent', 'unmet', by(`it.key = '';`, `${post('JSON.stringify(record)')} mask(record);`)],
  ])('%s: %s', (_, verdict, program) => expectRedaction(program, verdict));

  it.each([
    ['key', 'silent'],
    ['n', 'unmet'],
  ] as const)('by a function of another file, the %s: %s', async (name, verdict) => {
    const a = masked('mask(record);', `import { mask } from './mask';`);
    await expectRedaction({ 'a.ts': a, 'mask.ts': `export const mask = (it: any) => { it.${name} = ''; };` }, verdict);
  });
});
