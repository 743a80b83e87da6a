/** A pattern, port or expression in data that cannot be read; the loader adds file and line. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}
