/** The helper's thread: examines its share of the files, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type SharedTask, takeBatches } from './threads.js';

for (const batch of takeBatches(workerData as SharedTask)) parentPort?.postMessage(batch);
