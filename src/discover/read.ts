/**
 * Reads one regular file at a time into text, never more than a fixed size.
 *
 * Holds: a link, pipe or device is not opened even if it took a file's place after listing, and a file that grows
 * while it is read is cut off at the limit. UTF-8, with or without BOM, and UTF-16 with BOM are text; a BOM is dropped.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { DiskPath } from './listing.js';
import { isVideo } from './sniff.js';

export type Reading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly code: string }
  | { readonly kind: 'encoding' }
  | { readonly kind: 'video' }
  /** Longer than is ever read; the text is the beginning, as well as it could be decoded. */
  | { readonly kind: 'oversize'; readonly head: string };

export type Reader = (path: DiskPath) => Reading;

const MAX_READ = 16 * 1024 * 1024;
const HEAD = 64 * 1024;
/** Windows has neither flag; nor does it have pipes and devices among a directory's files. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Gets a reader with a buffer of its own; the system commits only the part of it that files have filled. */
export function createReader(): Reader {
  const buffer = Buffer.allocUnsafeSlow(MAX_READ + 1);
  return (path) => {
    try {
      return decode(buffer.subarray(0, fill(buffer, path)));
    } catch (error) {
      return { kind: 'unreadable', code: (error as NodeJS.ErrnoException).code ?? 'unknown' };
    }
  };
}

function fill(buffer: Buffer, path: DiskPath): number {
  const file = openSync(path, FLAGS);
  try {
    let length = 0;
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      if (count === 0) return length;
      length += count;
    }
  } finally {
    closeSync(file);
  }
}

function decode(bytes: Buffer): Reading {
  if (bytes.length > MAX_READ) return decodeHead(bytes);
  if (isAscii(bytes) && !bytes.includes(0)) return { kind: 'text', text: bytes.toString('latin1') };
  if (isUtf8(bytes) && !bytes.includes(0)) return { kind: 'text', text: withoutBom(bytes.toString('utf8')) };
  return decodeUtf16(bytes) ?? { kind: isVideo(bytes) ? 'video' : 'encoding' };
}

function decodeHead(bytes: Buffer): Reading {
  return isVideo(bytes) ? { kind: 'video' } : { kind: 'oversize', head: withoutBom(bytes.toString('utf8', 0, HEAD)) };
}

function decodeUtf16(bytes: Buffer): Reading | undefined {
  const encoding = utf16Of(bytes);
  if (encoding === undefined) return undefined;
  try {
    return { kind: 'text', text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return undefined;
  }
}

function utf16Of(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function withoutBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
