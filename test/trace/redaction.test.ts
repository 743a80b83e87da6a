import { describe, expect, it } from 'vitest';
import { findingsOf, scanProgram } from '../support/review.js';

const typed = (body: string, before = ''): string =>
  `${before}\ndocument.addEventListener('input', (e) => {\n  const text = (e.target as HTMLInputElement).value;\n  ${body}\n});`;
const send = (value: string): string => `fetch('/t', { method: 'POST', body: ${value} });`;

/** Gets `verdict of the redaction`, or `silent` where nothing of the content leaves. */
async function redaction(program: string): Promise<string> {
  const { captures } = await scanProgram(program);
  return captures[0]?.obligations.redaction?.verdict ?? 'silent';
}

async function ruleIds(program: string): Promise<readonly string[]> {
  return (await findingsOf(program)).map((finding) => finding.split(' ')[1]!).filter((id) => id.includes('redact'));
}

describe('nothing is left of the content after', () => {
  it.each<[string, string, string?]>([
    ['replacing every character', send(`text.replace(/./g, '*')`)],
    ['replacing every character, line breaks too', send(`text.replace(/[\\s\\S]/g, '*')`)],
    ['replaceAll of every character', send(`text.replaceAll(/./g, '*')`)],
    ['stars of its length', send(`'*'.repeat(text.length)`)],
    ['a constant', send(`'[redacted]'`)],
    ['its length', send('String(text.length)')],
    ['a function that gives a constant', send('hide(text)'), `const hide = (_: string) => '[redacted]';`],
    ['a function that masks', send('hide(text)'), `function hide(text: string) { return text.replace(/./g, '*'); }`],
    [
      'overwriting the property',
      `const record = { text, at: 1 }; record.text = '[redacted]'; ${send('JSON.stringify(record)')}`,
    ],
    [
      'spreading a constant over it',
      `const record = { text, at: 1 }; ${send(`JSON.stringify({ ...record, text: '[redacted]' })`)}`,
    ],
    [
      'deleting the property',
      `const record: any = { text, at: 1 }; delete record.text; ${send('JSON.stringify(record)')}`,
    ],
    [
      'a replacer that leaves it out',
      send(`JSON.stringify({ text, at: 1 }, (name, value) => (name === 'text' ? undefined : value))`),
    ],
    [
      'a replacer with a list of what it leaves out',
      send(`JSON.stringify({ text, at: 1 }, (name, value) => (HIDDEN.has(name) ? '*' : value))`),
      `const HIDDEN = new Set(['text']);`,
    ],
    ['a list of what is written', send(`JSON.stringify({ text, at: 1 }, ['at'])`)],
    [
      'keeping one of a few known texts',
      send(`KNOWN.has(text) ? text : 'other'`),
      `const KNOWN = new Set(['yes', 'no']);`,
    ],
    [
      'putting in one of a few known texts',
      `let out = 'other'; if (['yes', 'no'].includes(text)) out = text; ${send('out')}`,
    ],
    ['leaving where it is not known', `if (!['yes', 'no'].includes(text)) return; ${send('text')}`],
    ['a comparison with one text', `if (text === 'yes') ${send('text')}`],
    ['a copy without it', `const { text: _, ...rest } = { text, at: 1 }; ${send('JSON.stringify(rest)')}`],
    ['map() to stars', send(`[...text].map(() => '*').join('')`)],
    ['split and fill', send(`new Array(text.length).fill('*').join('')`)],
  ])('%s', async (_, body, before) => expect(await redaction(typed(body, before))).toBe('silent'));
});

describe('the content is still there after', () => {
  it.each<[string, string, string?]>([
    [
      'deleting another property',
      `const record: any = { text, at: 1 }; delete record.at; ${send('JSON.stringify(record)')}`,
    ],
    [
      'deleting it on one way only',
      `const record: any = { text, at: 1 }; if (text.length > 9) delete record.text; ${send('JSON.stringify(record)')}`,
    ],
    [
      'a replacer that leaves something else out',
      send(`JSON.stringify({ text, at: 1 }, (name, value) => (name === 'at' ? undefined : value))`),
    ],
    ['a list of what is written, with it', send(`JSON.stringify({ text, at: 1 }, ['text'])`)],
    [
      'keeping all but a few known texts',
      send(`KNOWN.has(text) ? 'other' : text`),
      `const KNOWN = new Set(['yes', 'no']);`,
    ],
    [
      'putting in all but a few known texts',
      `let out = 'other'; if (!['yes', 'no'].includes(text)) out = text; ${send('out')}`,
    ],
    ['a comparison that must not hold', `if (text !== 'yes') ${send('text')}`],
    [
      'keeping what an alphabet spells',
      send(`LETTERS.includes(text) ? text : 'other'`),
      `const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];`,
    ],
    ['replacing the first character', send(`text.replace(/./, '*')`)],
    ['replacing by itself', send(`text.replace(/./g, '$&')`)],
    ['replacing by a function of it', send(`text.replace(/./g, (c) => c)`)],
    ['trimming', send('text.trim()')],
    ['slicing', send('text.slice(0, 100)')],
    ['base64', send('btoa(text)')],
    ['encodeURIComponent', send('encodeURIComponent(text)')],
    [
      'a hash',
      send('sha256(text)'),
      `import { createHash } from 'node:crypto';\nconst sha256 = (text: string) => createHash('sha256').update(text).digest('hex');`,
    ],
    ['a function named redact that gives it back', send('redact(text)'), `const redact = (text: string) => text;`],
    [
      'a function that masks another argument',
      send(`hide('', text)`),
      `function hide(a: string, b: string) { return a.replace(/./g, '*') + b; }`,
    ],
    ['masking that is not used', `text.replace(/./g, '*'); ${send('text')}`],
    [
      'masking another variable',
      `const other = 'x'; const masked = other.replace(/./g, '*'); ${send('text + masked')}`,
    ],
    ['masking after the sink', `let value = text; ${send('value')} value = value.replace(/./g, '*');`],
    ['masking on one branch', `let value = text; if (value.length > 3) value = '***'; ${send('value')}`],
    [
      'a redactor that gives it back in catch',
      send('hide(text)'),
      `function hide(text: string) { try { return text.replace(/./g, '*'); } catch { return text; } }`,
    ],
    [
      'a redactor that gives it back when a flag says so',
      send('hide(text)'),
      `function hide(text: string, raw = false) { if (raw) return text; return '***'; }`,
    ],
    [
      'spreading it over a constant',
      `const record = { text, at: 1 }; ${send(`JSON.stringify({ text: '[redacted]', ...record })`)}`,
    ],
    [
      'overwriting another property',
      `const record = { text, at: 1 }; record.at = 0; ${send('JSON.stringify(record)')}`,
    ],
    ['removing another property', `const { at, ...rest } = { text, at: 1 }; ${send('JSON.stringify(rest)')}`],
    ['map() to itself', send(`[...text].map((c) => c).join('')`)],
    [
      'deleting another property',
      `const record: { text?: string; at?: number } = { text, at: 1 }; delete record.at; ${send('JSON.stringify(record)')}`,
    ],
    ['masking card numbers', send(`text.replace(/\\d{16}/g, '****')`)],
    ['masking mail addresses', send(`text.replace(/\\S+@\\S+/g, '[mail]')`)],
    ['masking all digits', send(`text.replace(/\\d/g, '#')`)],
  ])('%s', async (_, body, before) => expect(await redaction(typed(body, before))).toBe('unmet'));
});

describe('the rule is', () => {
  it.each([
    ['unredacted-capture for content as it is', send('text'), ['unredacted-capture']],
    ['unredacted-capture for a hash of it', send('btoa(text)'), ['unredacted-capture']],
    ['partial-redaction for what a pattern leaves', send(`text.replace(/\\d{16}/g, '****')`), ['partial-redaction']],
    ['neither for a mask', send(`text.replace(/./g, '*')`), []],
  ])('%s', async (_, body, expected) => expect(await ruleIds(typed(body))).toEqual(expected));

  it.each([
    [
      'partial-redaction for a redactor that gives content back in catch',
      `catch { return text; }`,
      ['partial-redaction'],
    ],
    ['neither for one that gives nothing back in catch', `catch { return ''; }`, []],
  ])('%s', async (_, last, expected) => {
    const redact = `function redact(text: string) { try { return text.replace(/./g, '*'); } ${last} }`;
    expect(await ruleIds(typed(send('redact(text)'), redact))).toEqual(expected);
  });
});

describe('one capture, two sinks', () => {
  it('masked for the network is not masked for the log', async () => {
    const both = typed(`${send(`text.replace(/./g, '*')`)} console.log(text);`);
    expect((await scanProgram(both)).captures[0]?.sinks.map((sink) => sink.kind)).toEqual(['log']);
  });
});
