/** Devices present a shared key when they upload. */
import type { NextFunction, Request, Response } from 'express';

const AGENT_KEY = process.env.COMPANION_AGENT_KEY ?? '';

export function requireAgentKey(req: Request, res: Response, next: NextFunction): void {
  if (AGENT_KEY !== '' && req.headers['x-agent-key'] !== AGENT_KEY) {
    res.status(401).end();
    return;
  }
  next();
}
