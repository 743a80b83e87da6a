/** The ingest server: receives batches, serves them to the dashboards, exports training files. */
import cors from 'cors';
import express from 'express';
import { ROUTES, type CaptureBatch, type CaptureRecord } from '@shared';
import { requireAgentKey } from './auth';
import { CaptureStore } from './store';
import { exportTrainingFile } from './training';

const PAGE_SIZE = 500;

const app = express();
const store = new CaptureStore();

app.use(cors());
app.use(express.json({ limit: '20mb' }));

app.post(ROUTES.batches, requireAgentKey, async (req, res) => {
  await store.insert(req.body as CaptureBatch);
  res.status(202).end();
});

app.post(ROUTES.live, requireAgentKey, async (req, res) => {
  const { deviceId, record } = req.body as { deviceId: string; record: CaptureRecord };
  await store.insert({ deviceId, sentAt: Date.now(), records: [record] });
  res.status(202).end();
});

app.post(ROUTES.replay, async (req, res) => {
  await store.insertReplay((req.body as { event: unknown }).event);
  res.status(202).end();
});

app.get('/captures', async (req, res) => {
  res.json(await store.list(req.query['device'], PAGE_SIZE));
});

app.post(ROUTES.training, requireAgentKey, async (_req, res) => {
  res.json({ fileId: await exportTrainingFile(store) });
});

app.listen(Number(process.env.PORT ?? 8080));
