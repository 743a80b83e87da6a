// The few shapes used here; the packages themselves are never installed.

declare module 'express' {
  export interface Request {
    body: unknown;
    query: Record<string, string | undefined>;
    headers: Record<string, string | undefined>;
    user?: { readonly id: string; readonly roles: readonly string[] };
  }
  export interface Response {
    status(code: number): this;
    json(body: unknown): this;
    end(): this;
  }
  export type NextFunction = (error?: unknown) => void;
  export type Handler = (req: Request, res: Response, next: NextFunction) => unknown;
  export interface Application {
    use(...handlers: Handler[]): void;
    get(path: string, ...handlers: Handler[]): void;
    post(path: string, ...handlers: Handler[]): void;
    delete(path: string, ...handlers: Handler[]): void;
    listen(port: number, onListening?: () => void): void;
  }
  interface ExpressStatic {
    (): Application;
    json(options?: { limit?: string }): Handler;
  }
  const express: ExpressStatic;
  export default express;
}

declare module 'cors' {
  import type { Handler } from 'express';
  export default function cors(options?: { origin?: string[] }): Handler;
}

declare module 'jsonwebtoken' {
  const jwt: { verify(token: string, key: string, options: { algorithms: string[] }): unknown };
  export default jwt;
}

declare module 'pg' {
  export class Pool {
    constructor(config?: { connectionString?: string });
    query<R>(text: string, values?: readonly unknown[]): Promise<{ rows: R[] }>;
  }
}

declare module '@aws-sdk/client-s3' {
  export interface PutObjectInput {
    Bucket: string;
    Key: string;
    Body: Uint8Array | string;
    ContentType?: string;
    ACL?: 'private' | 'public-read' | 'authenticated-read';
    ServerSideEncryption?: 'AES256' | 'aws:kms';
  }
  export class PutObjectCommand {
    constructor(input: PutObjectInput);
  }
  export class S3Client {
    constructor(config: { region: string; endpoint?: string });
    send(command: PutObjectCommand): Promise<unknown>;
  }
}

declare module 'openai' {
  export function toFile(content: Uint8Array, name: string): Promise<Blob>;
  export default class OpenAI {
    constructor(options?: { apiKey?: string });
    readonly files: {
      create(body: { file: Blob; purpose: 'fine-tune' | 'assistants' | 'batch' }): Promise<{ id: string }>;
    };
  }
}
