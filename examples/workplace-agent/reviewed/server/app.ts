/** The ingest server: receives batches, shows people their own captures, exports training files. */
import cors from 'cors';
import express from 'express';
import { ROUTES, type CaptureBatch } from '@shared';
import { ownerOf, requireAuth, requireRole } from './auth';
import { CaptureStore } from './store';
import { exportTrainingFile } from './training';

const PAGE_SIZE = 500;
const DAY_MS = 24 * 60 * 60 * 1000;

const app = express();
const store = new CaptureStore();

app.use(cors({ origin: ['https://companion.example.invalid'] }));
app.use(express.json({ limit: '1mb' }));

app.post(ROUTES.batches, requireAuth, async (req, res) => {
  await store.insert(ownerOf(req), req.body as CaptureBatch);
  res.status(202).end();
});

app.post(ROUTES.replay, requireAuth, async (req, res) => {
  await store.insertReplay(ownerOf(req), (req.body as { events: readonly unknown[] }).events);
  res.status(202).end();
});

app.get('/captures', requireAuth, async (req, res) => {
  res.json(await store.listFor(ownerOf(req), PAGE_SIZE));
});

app.delete(ROUTES.captures, requireAuth, async (req, res) => {
  await store.deleteFor(ownerOf(req));
  res.status(204).end();
});

app.post(ROUTES.training, requireAuth, requireRole('training'), async (_req, res) => {
  res.json({ fileId: await exportTrainingFile(store) });
});

setInterval(() => void store.deleteExpired(), DAY_MS);
app.listen(Number(process.env.PORT ?? 8080));
