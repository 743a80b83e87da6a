/** Who is asking, and what may they see. */
import type { NextFunction, Request, Response } from 'express';
import jwt from 'jsonwebtoken';

interface Claims {
  readonly sub: string;
  readonly roles?: readonly string[];
}

const PUBLIC_KEY = process.env.SIGN_IN_PUBLIC_KEY ?? '';

export function requireAuth(req: Request, res: Response, next: NextFunction): void {
  const token = req.headers['authorization']?.replace(/^Bearer /, '');
  if (token === undefined) {
    res.status(401).end();
    return;
  }
  try {
    const claims = jwt.verify(token, PUBLIC_KEY, { algorithms: ['RS256'] }) as Claims;
    req.user = { id: claims.sub, roles: claims.roles ?? [] };
  } catch {
    res.status(401).end();
    return;
  }
  next();
}

/** Comes after `requireAuth`. */
export function requireRole(role: string) {
  return (req: Request, res: Response, next: NextFunction): void => {
    if (req.user === undefined || !req.user.roles.includes(role)) {
      res.status(403).end();
      return;
    }
    next();
  };
}

export function ownerOf(req: Request): string {
  if (req.user === undefined) throw new Error('route lacks requireAuth');
  return req.user.id;
}
