/** Where a program goes through all properties, or all pairs of a map, what it asks of a name is answered for that name. */
import { describe, expect, it } from 'vitest';
import { sinksOf } from '../support/review.js';

const POST = 'network a.ts:3';
const send = (value: string): string => `fetch('/k', { method: 'POST', body: ${value} });`;
const onKey = (body: string, before = ''): string =>
  `${before}\ndocument.addEventListener('keydown', (e: any) => { const record: any = { key: e.key, n: 1 }; const copy: any = {};\n${body} });`;
const ALL = send('JSON.stringify(copy)');

type Case = [title: string, sinks: readonly string[], program: string];

describe('properties that are copied by their names', () => {
  const loop = (rest: string): string => onKey(`for (const [name, value] of Object.entries(record)) ${rest} ${ALL}`);
  const listed = (names: string, rest: string): string => onKey(`${rest} ${ALL}`, `const NAMES = new Set(${names});`);
  const entries = 'for (const [name, value] of Object.entries(record))';
  it.each<Case>([
    ['all but a list with it', [], listed(`['key']`, `${entries} if (!NAMES.has(name)) copy[name] = value;`)],
    ['all but a list without it', [POST], listed(`['n']`, `${entries} if (!NAMES.has(name)) copy[name] = value;`)],
    ['with a star for it', [], listed(`['key']`, `${entries} copy[name] = NAMES.has(name) ? '*' : value;`)],
    ['with a star for another', [POST], listed(`['n']`, `${entries} copy[name] = NAMES.has(name) ? '*' : value;`)],
    ['left out by continue', [], loop(`{ if (name === 'key') continue; copy[name] = value; }`)],
    ['another left out by continue', [POST], loop(`{ if (name === 'n') continue; copy[name] = value; }`)],
    ['under its own name, which is then deleted', [], loop(`copy[name] = value; delete copy.key;`)],
    ['under its own name, another deleted', [POST], loop(`copy[name] = value; delete copy.n;`)],
    ['under another name', [POST], loop(`copy['my ' + name] = value; delete copy.key;`)],
    ['by for…in', [POST], onKey(`for (const name in record) copy[name] = record[name]; ${ALL}`)],
    [
      'by for…in, without it',
      [],
      onKey(`for (const name in record) if (name !== 'key') copy[name] = record[name]; ${ALL}`),
    ],
    ['the event by for…in', [POST], onKey(`for (const name in e) copy[name] = e[name]; ${ALL}`)],
    ['those of a list with it', [POST], listed(`['key']`, 'for (const name of NAMES) copy[name] = e[name];')],
    ['those of a list without it', [], listed(`['ctrlKey']`, 'for (const name of NAMES) copy[name] = e[name];')],
    ['those of a list, by forEach', [], listed(`['n']`, 'NAMES.forEach((name) => { copy[name] = record[name]; });')],
    [
      'those of another list, by forEach',
      [POST],
      listed(`['key']`, 'NAMES.forEach((name) => { copy[name] = record[name]; });'),
    ],
    ['a name that is not known', [POST], onKey(`copy.x = record[pick()]; ${ALL}`, 'declare function pick(): string;')],
  ])('%s', async (_, sinks, program) => expect(await sinksOf(program)).toEqual(sinks));

  const pairs = (change: string): string =>
    onKey(send(`JSON.stringify(Object.fromEntries(Object.entries(record)${change}))`), `const NAMES = ['key'];`);
  it.each<Case>([
    ['filtered without it', [], pairs('.filter(([name]) => !NAMES.includes(name))')],
    ['filtered with it', [POST], pairs('.filter(([name]) => NAMES.includes(name))')],
    ['mapped to a star', [], pairs(`.map(([name, value]) => [name, name === 'key' ? '*' : value])`)],
    ['another mapped to a star', [POST], pairs(`.map(([name, value]) => [name, name === 'n' ? '*' : value])`)],
  ])('pairs %s', async (_, sinks, program) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('a map', () => {
  const counted = (body: string): string =>
    onKey(`counts.set(e.key, 1); ${body}`, 'const counts = new Map<string, number>();');
  const kept = (body: string): string =>
    onKey(`last.set('last', e.key); ${body}`, 'const last = new Map<string, string>();');
  it.each<Case>([
    ['by what was pressed, the names of a loop', [POST], counted(`for (const [name, n] of counts) ${send('name')}`)],
    ['by what was pressed, the numbers of a loop', [], counted(`for (const [name, n] of counts) ${send('String(n)')}`)],
    ['by what was pressed, its names', [POST], counted(send('[...counts.keys()].join()'))],
    ['by what was pressed, its numbers', [], counted(send('[...counts.values()].join()'))],
    [
      'by what was pressed, names given to a callback',
      [POST],
      counted(`counts.forEach((n, name) => { ${send('name')} });`),
    ],
    [
      'by what was pressed, numbers given to one',
      [],
      counted(`counts.forEach((n, name) => { ${send('String(n)')} });`),
    ],
    ['by what was pressed, as an object', [POST], counted(send('JSON.stringify(Object.fromEntries(counts))'))],
    ['by what was pressed, how many', [], counted(send('String(counts.size)'))],
    ['of what was pressed, what it holds', [POST], kept(`for (const [name, key] of last) ${send('key')}`)],
    ['of what was pressed, its names', [], kept(`for (const [name, key] of last) ${send('name')}`)],
    ['of what was pressed, one of it', [POST], kept(send(`last.get('last')`))],
  ])('%s', async (_, sinks, program) => expect(await sinksOf(program)).toEqual(sinks));
});
