/** Turns the counts of stored captures into a training file for the assistant model. */
import OpenAI, { toFile } from 'openai';
import { objectKey, putCapture } from '@shared/storage';
import type { CaptureStore, KindCount } from './store';

const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

export async function exportTrainingFile(store: CaptureStore): Promise<string> {
  const counts = await store.countByKind();
  const lines = counts.map(toExample).join('\n');
  await putCapture(objectKey('datasets', 'jsonl'), lines, 'application/jsonl');
  const file = await openai.files.create({
    file: await toFile(Buffer.from(lines), 'counts.jsonl'),
    purpose: 'fine-tune',
  });
  return file.id;
}

function toExample({ kind, hour, records }: KindCount): string {
  return JSON.stringify({
    messages: [
      { role: 'system', content: 'Predict how many records of a kind arrive in an hour of the day.' },
      { role: 'user', content: `${kind} at ${hour}:00` },
      { role: 'assistant', content: String(records) },
    ],
  });
}
