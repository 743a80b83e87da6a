import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Processes, not threads: the program under test sets exit codes, starts worker threads and changes folders.
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
