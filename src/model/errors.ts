/**
 * The one error that is the user's to mend: wrong options, wrong configuration, a path that cannot be used.
 *
 * Its message is a single line, shown as it is; the exit code is 2.
 * What happens to a scanned file is a diagnostic in the report and never this.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
