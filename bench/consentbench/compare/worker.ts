/** A thread of its own: evaluates its share of the recipes. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadConsentlint } from '../tools/index.js';
import { evaluate } from './evaluate.js';
import type { WorkerTask } from './run.js';

const { recipes, engine } = workerData as WorkerTask;
const tool = await loadConsentlint(engine);
for (const [index, recipe] of recipes) parentPort!.postMessage([index, await evaluate(recipe, tool)]);
