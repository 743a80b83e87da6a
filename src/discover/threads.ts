/**
 * Examines files on this thread, or on two: a helper begins while this one is busy elsewhere, and both take what is next.
 *
 * Holds: what comes out is what one thread would give. A helper that cannot be started or that fails costs time only:
 * whatever it did not hand over is examined here.
 */
import { Worker } from 'node:worker_threads';
import type { VocabularyEntry } from '../model/catalogue.js';
import { type Examined, examine } from './examine.js';
import { createReader } from './read.js';
import { compileVocabulary } from './triage.js';
import type { FoundFile } from './walk.js';

/** Below it a thread takes longer to start than it saves. */
const ENOUGH_FOR_TWO = 2000;
/** Taken at a time: few enough that both end together. */
const BATCH = 128;

export interface Task {
  readonly files: readonly FoundFile[];
  readonly vocabulary: readonly VocabularyEntry[];
}

export interface SharedTask extends Task {
  /** One number: the first file that nobody has taken. */
  readonly next: SharedArrayBuffer;
}

export interface Batch {
  readonly from: number;
  readonly examined: readonly Examined[];
}

/** Gets what each file is, in order. */
export function examineAll(task: Task): readonly Examined[] {
  return complete(task, []);
}

/** Gets what each file is, and the result of something else to do, for which a helper does not wait. */
export async function examineWhile<T>(task: Task, work: () => Promise<T>): Promise<readonly [readonly Examined[], T]> {
  if (task.files.length < ENOUGH_FOR_TWO) return [examineAll(task), await work()];
  const shared = { ...task, next: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
  const helper = startHelper(shared);
  try {
    const result = await work();
    const own = [...takeBatches(shared)];
    return [complete(task, [...own, ...(await helper.batches)]), result];
  } finally {
    helper.stop();
  }
}

interface Helper {
  /** What it has handed over when it ends, for whatever reason. */
  readonly batches: Promise<readonly Batch[]>;
  readonly stop: () => void;
}

function startHelper(task: SharedTask): Helper {
  const batches: Batch[] = [];
  try {
    const thread = new Worker(new URL('./helper.js', import.meta.url), { workerData: task });
    thread.on('message', (batch: Batch) => batches.push(batch));
    thread.on('error', () => undefined);
    return {
      batches: new Promise((resolve) => thread.once('exit', () => resolve(batches))),
      stop: () => void thread.terminate(),
    };
  } catch {
    // Where no thread may be started there is one less.
    return { batches: Promise.resolve(batches), stop: () => undefined };
  }
}

/** Examines batch after batch until every file is taken. */
export function* takeBatches({ files, vocabulary, next }: SharedTask): Generator<Batch> {
  const [read, namesSensor, first] = [createReader(), compileVocabulary(vocabulary), new Int32Array(next)];
  for (let from = Atomics.add(first, 0, BATCH); from < files.length; from = Atomics.add(first, 0, BATCH)) {
    const batch = files.slice(from, from + BATCH);
    yield { from, examined: batch.map((file) => examine(file, read, namesSensor)) };
  }
}

function complete({ files, vocabulary }: Task, batches: readonly Batch[]): readonly Examined[] {
  const known: (Examined | undefined)[] = [];
  for (const { from, examined } of batches) examined.forEach((each, index) => (known[from + index] = each));
  const [read, namesSensor] = [createReader(), compileVocabulary(vocabulary)];
  return files.map((file, index) => known[index] ?? examine(file, read, namesSensor));
}
