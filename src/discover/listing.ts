/**
 * Lists directories, names that are not valid UTF-8 included.
 *
 * Such a name cannot be opened through its decoded form, so below it paths stay bytes on disk; what the rest of the
 * program sees is the decoded name.
 */
import { readdirSync, type Dirent } from 'node:fs';

/** What the file system is asked for: bytes where text would not name the same file. */
export type DiskPath = string | Buffer;

export type EntryKind = 'file' | 'directory' | 'link' | 'other';

export interface Entry {
  readonly name: string;
  readonly disk: DiskPath;
  readonly kind: EntryKind;
}

const REPLACEMENT = '\uFFFD';

/** Throws what the file system throws. */
export function listDirectory(directory: DiskPath): readonly Entry[] {
  if (typeof directory !== 'string') return listBytes(directory);
  const found = readdirSync(directory, { withFileTypes: true });
  if (found.some((each) => each.name.includes(REPLACEMENT))) return listBytes(Buffer.from(directory));
  return found.map((each) => ({ name: each.name, disk: `${directory}/${each.name}`, kind: kindOf(each) }));
}

function listBytes(directory: Buffer): readonly Entry[] {
  // @types/node 20 does not know that the names follow the encoding here.
  const found = readdirSync(directory, { withFileTypes: true, encoding: 'buffer' as 'utf8' });
  return found.map((each) => {
    const name = each.name as unknown as Buffer;
    return { name: name.toString('utf8'), disk: Buffer.concat([directory, SLASH, name]), kind: kindOf(each) };
  });
}

const SLASH = Buffer.from('/');

function kindOf(entry: Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
