import { describe, expect, it } from 'vitest';
import { Texts } from '../../src/link/texts.js';

const FILES = {
  'one.ts': 'window.sendToFrame(1)',
  'two.ts': 'send(1); senderFrame',
  'three.ts': 'exposeInMain',
  'four.ts': 'nothing',
};

function having(words: readonly string[], likely: readonly string[] = []): readonly string[] {
  const files = new Map(Object.entries(FILES).map(([path, text]) => [path, { path, text }]));
  return new Texts(files, likely).having(words).map(({ path }) => path);
}

describe('files by their words', () => {
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['send'], ['one.ts', 'two.ts']],
    [['sendToFrame'], ['one.ts']],
    [['ToFrame('], ['one.ts']],
    [['InMain'], ['three.ts']],
    [
      ['Frame', 'send'],
      ['one.ts', 'two.ts'],
    ],
    [['nowhere'], []],
    [['send', 'nowhere'], []],
  ];

  it.each(cases)('%j', (words, paths) => {
    expect(having(words)).toEqual(paths);
  });

  it.each(cases)('%j, looked for together with words that overlap them', (words, paths) => {
    expect(having(words, ['send', 'sendToFrame', 'ToFrame(', 'exposeInM', 'InMain', 'Frame', 'nowhere'])).toEqual(
      paths,
    );
  });
});
