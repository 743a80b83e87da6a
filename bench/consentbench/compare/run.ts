/** Evaluates many recipes, in this thread or in several. */
import { Worker } from 'node:worker_threads';
import type { Recipe } from '../model.js';
import type { Adapter } from '../tools/adapter.js';
import { type Case, evaluate } from './evaluate.js';

type Progress = (done: number) => void;

export async function evaluateAll(
  recipes: readonly Recipe[],
  tool: Adapter,
  onProgress: Progress,
): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const recipe of recipes) {
    cases.push(await evaluate(recipe, tool));
    onProgress(cases.length);
  }
  return cases;
}

/** What a worker is started with; what it says is a Case at a time, with the number of its recipe. */
export interface WorkerTask {
  readonly recipes: readonly (readonly [number, Recipe])[];
  readonly engine: string;
}

export async function evaluateIn(
  jobs: number,
  recipes: readonly Recipe[],
  engine: string,
  onProgress: Progress,
): Promise<readonly Case[]> {
  const cases: Case[] = [];
  let done = 0;
  const shares = Array.from({ length: jobs }, (_, job) =>
    recipes.flatMap((recipe, index) => (index % jobs === job ? [[index, recipe] as const] : [])),
  );
  const work = shares.map((share) =>
    inWorker({ recipes: share, engine }, (index, found) => {
      cases[index] = found;
      onProgress(++done);
    }),
  );
  await Promise.all(work);
  return cases;
}

function inWorker(workerData: WorkerTask, onCase: (index: number, found: Case) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
    worker.on('message', ([index, found]: [number, Case]) => onCase(index, found));
    worker.on('error', reject);
    worker.on('exit', (status) => (status === 0 ? resolve() : reject(new Error(`a worker ended with ${status}`))));
  });
}
