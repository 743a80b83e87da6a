import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where there is a browser, it runs what needs a real DOM. */
export function findBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/** Skipping must be heard. */
export function noteMissingBrowser(): void {
  if (findBrowser() === undefined) {
    console.error('consentbench: SKIPPED the sensors that need a real DOM: no chromium on the path');
  }
}
