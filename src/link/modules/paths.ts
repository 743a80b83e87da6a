/**
 * Joins and takes apart paths inside the scan root: relative, with `/`, never beginning with `./`.
 */

/** Gets the path that a directory and a relative path lead to, or nothing if that is outside the root. */
export function join(directory: string, relative: string): string | undefined {
  let above = directory;
  let rest = relative;
  for (;;) {
    if (rest.startsWith('./')) {
      rest = rest.slice(2);
    } else if (rest.startsWith('../')) {
      if (above === '') return undefined;
      above = directoryOf(above);
      rest = rest.slice(3);
    } else if (isPlain(rest)) {
      return above === '' ? rest : `${above}/${rest}`;
    } else {
      return joinSegments(above, rest);
    }
  }
}

/** Nearly every path: nothing more to take out. */
function isPlain(path: string): boolean {
  return (
    path !== '' &&
    !path.startsWith('.') &&
    !path.startsWith('/') &&
    !path.endsWith('/') &&
    !path.includes('/.') &&
    !path.includes('//')
  );
}

function joinSegments(directory: string, relative: string): string | undefined {
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
