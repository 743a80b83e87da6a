/** Object storage for screen metrics and exports. */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const BUCKET = 'northfield-companion-captures';

const client = new S3Client({ region: 'eu-central-1', endpoint: 'https://objects.example.invalid' });

export async function putCapture(key: string, body: Uint8Array | string, contentType: string): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: BUCKET,
      Key: key,
      Body: body,
      ContentType: contentType,
      ACL: 'private',
      ServerSideEncryption: 'aws:kms',
    }),
  );
}

/** `screens/2026-11-21/1763712000000.json` */
export function objectKey(prefix: string, extension: string, at = Date.now()): string {
  const day = new Date(at).toISOString().slice(0, 10);
  return `${prefix}/${day}/${at}.${extension}`;
}
