/**
 * Joins and takes apart paths inside the scan root: relative, with `/`, never beginning with `./`.
 */

/** Gets the path that a directory and a relative path lead to, or nothing if that is outside the root. */
export function join(directory: string, relative: string): string | undefined {
  const segments = directory === '' ? [] : directory.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}

/** Gets the directory of a file; the root is the empty string. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
