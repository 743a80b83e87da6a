import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { discover, discoverWhile } from '../../src/discover/discover.js';
import { type Batch, type SharedTask, type Task, examineAll, takeBatches } from '../../src/discover/threads.js';
import { type Files, makeTree } from './temp-tree.js';

/** A thread is started from what was built. */
const HELPER = new URL('../../dist/discover/helper.js', import.meta.url);
/** As many as make a helper worth starting, and as few as make several batches. */
const [MANY, FEW] = [2300, 300];

function filesOf(count: number): Files {
  const plain = Array.from({ length: count }, (_, index) => [`f${index}.ts`, `export const n = ${index};\n`] as const);
  return {
    ...Object.fromEntries(plain),
    'f7.ts': 'desktopCapturer;\n',
    'f299.ts': 'desktopCapturer;\n\n',
    'f8.ts': Buffer.from([0xff, 0x00, 0x80]),
    'f9.ts': '// @generated\n',
  };
}

function taskOf(root: string): Task {
  const named = (name: string): string => `${root}/${name}`;
  const files = Object.keys(filesOf(FEW)).map((path) => ({ path, disk: named(path), named: false }));
  return { files, vocabulary: ['desktopCapturer'] };
}

function shared(task: Task): SharedTask {
  return { ...task, next: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
}

describe('two threads', () => {
  it('find what one finds, and do the other work', async () => {
    const root = makeTree(filesOf(MANY));
    const request = { root, exclude: [], include: [], tests: false, vocabulary: ['desktopCapturer'] };
    const [tree, result] = await discoverWhile(request, () => Promise.resolve('done'));
    expect(result).toBe('done');
    expect(tree.seeds).toEqual(['f299.ts', 'f7.ts']);
    expect(tree).toEqual(discover(request));
  });

  it('of which the helper hands over what it has taken', async () => {
    const task = taskOf(makeTree(filesOf(FEW)));
    const helper = new Worker(HELPER, { workerData: shared(task) });
    const batches: Batch[] = [];
    helper.on('message', (batch: Batch) => batches.push(batch));
    await once(helper, 'exit');
    expect(batches.flatMap(({ examined }) => examined)).toEqual(examineAll(task));
  });

  it('take every file once', () => {
    const task = shared(taskOf(makeTree(filesOf(FEW))));
    const [one, other] = [takeBatches(task), takeBatches(task)];
    const taken: Batch[] = [];
    for (let batch = one.next(); !batch.done; batch = one.next()) {
      taken.push(batch.value);
      const next = other.next();
      if (!next.done) taken.push(next.value);
    }
    const places = taken.flatMap(({ from, examined }) => examined.map((_, index) => from + index));
    expect(places).toEqual([...task.files.keys()]);
  });
});
