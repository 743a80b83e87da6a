/**
 * The compiler, loaded by `require`: `import` would have Node search ten megabytes of CommonJS for the names of its
 * exports, which takes a tenth of a second.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the reason is above
import morph = require('ts-morph');

export import ts = morph.ts;
