/** Turns stored captures into a training file for the assistant model. */
import OpenAI, { toFile } from 'openai';
import { objectKey, putCapture } from '@shared/storage';
import type { CaptureRow, CaptureStore } from './store';

const ROWS_PER_FILE = 50_000;

const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

export async function exportTrainingFile(store: CaptureStore): Promise<string> {
  const rows = await store.list(undefined, ROWS_PER_FILE);
  const lines = rows.map(toExample).join('\n');
  await putCapture(objectKey('datasets', 'jsonl'), lines, 'application/jsonl');
  const file = await openai.files.create({
    file: await toFile(Buffer.from(lines), 'trajectories.jsonl'),
    purpose: 'fine-tune',
  });
  return file.id;
}

function toExample(row: CaptureRow): string {
  return JSON.stringify({
    messages: [
      { role: 'system', content: 'Predict the next action of the person at this device.' },
      { role: 'assistant', content: JSON.stringify(row.payload) },
    ],
  });
}
