/** What happens to content between the handler and the sink. */
import type { Names } from '../names.js';
import { code } from '../text.js';
import type { Import, Redaction, RedactionPlan } from './types.js';

const TEXTUAL = ['keystroke', 'clipboard', 'input-value', 'app-activity'];
const NOT_REPLAY = [...TEXTUAL, 'pointer', 'screen', 'audio-video'];
const ALL = [...NOT_REPLAY, 'session-replay'];

/** A function of the program that stands between content and sink. */
function byFunction(
  id: string,
  body: (text: string, n: Names) => string,
  extra: { imports?: readonly Import[]; name?: string; declare?: string; kinds?: readonly string[] } = {},
): Redaction {
  return {
    id,
    kinds: extra.kinds ?? TEXTUAL,
    plan: (text, n) => {
      const name = extra.name ?? n.redact;
      return {
        imports: extra.imports,
        code: code`
          ${extra.declare}

          function ${name}(${n.content}: string): string {
            ${body(n.content, n)}
          }`,
        payload: `${name}(${text})`,
      };
    },
  };
}

/** Statements and an expression in the function that sends. */
function inPlace(
  id: string,
  plan: (text: string, n: Names) => RedactionPlan,
  kinds: readonly string[] = TEXTUAL,
): Redaction {
  return { id, kinds, plan };
}

const NONE: Redaction = { id: 'none', kinds: ALL, sdk: 'default', plan: (text) => ({ payload: text }) };

const GOOD: readonly Redaction[] = [
  byFunction('mask', (text) => `return ${text}.replace(/./gs, '*');`),
  byFunction('mask-named', (text) => `return ${text}.replace(/[\\s\\S]/g, '*');`, { name: 'redact' }),
  byFunction('constant', () => `return '[redacted]';`, { kinds: NOT_REPLAY }),
  byFunction('stars-of-length', (text) => `return '*'.repeat(${text}.length);`),
  byFunction('mask-each-letter', (text) => `return [...${text}].map(() => '•').join('');`),
  byFunction('length-only', (text) => `return \`\${${text}.length} characters\`;`),
  byFunction(
    'mask-in-try',
    (text) => code`
    try {
      return ${text}.replace(/./gs, '*');
    } catch {
      return '';
    }`,
  ),
  byFunction('allow-list', (text) => `return KNOWN.has(${text}) ? ${text} : 'other';`, {
    declare: `const KNOWN = new Set(['Enter', 'Tab', 'Editor', 'Terminal']);`,
  }),
  inPlace(
    'field-left-out',
    (text) => ({
      before: code`
        const { body: _body, ...rest } = { body: ${text}, at: Date.now() };`,
      payload: 'JSON.stringify(rest)',
    }),
    NOT_REPLAY,
  ),
  inPlace(
    'field-overwritten',
    (text) => ({
      before: code`
        const whole = { body: ${text}, at: Date.now() };
        whole.body = '[redacted]';`,
      payload: 'JSON.stringify(whole)',
    }),
    NOT_REPLAY,
  ),
  inPlace(
    'field-deleted',
    (text) => ({
      before: code`
        const whole: { body?: string; at: number } = { body: ${text}, at: Date.now() };
        delete whole.body;`,
      payload: 'JSON.stringify(whole)',
    }),
    NOT_REPLAY,
  ),
  inPlace('spread-over', (text) => ({
    before: `const whole = { body: ${text}, at: Date.now() };`,
    payload: `JSON.stringify({ ...whole, body: '[redacted]' })`,
  })),
  inPlace('json-replacer', (text) => ({
    payload: `JSON.stringify({ body: ${text}, at: Date.now() }, (name, value) => (name === 'body' ? undefined : value))`,
  })),
];

const HASH: readonly Import[] = [{ from: 'node:crypto', names: ['createHash'] }];
const CIPHER: readonly Import[] = [{ from: 'node:crypto', names: ['createCipheriv'] }];

const NOT_ENOUGH: readonly Redaction[] = [
  byFunction('identity', (text) => `return ${text};`),
  byFunction('identity-named', (text) => `return ${text};`, { name: 'redact' }),
  byFunction('hash', (text) => `return createHash('sha256').update(${text}).digest('hex');`, {
    imports: HASH,
    name: 'anonymize',
    kinds: NOT_REPLAY,
  }),
  byFunction('base64', (text) => `return btoa(encodeURIComponent(${text}));`, { kinds: NOT_REPLAY }),
  byFunction('encode-uri', (text) => `return encodeURIComponent(${text});`),
  byFunction(
    'encrypt',
    (text) => code`
      const cipher = createCipheriv('aes-256-ctr', '0'.repeat(32), '0'.repeat(16));
      return cipher.update(${text}, 'utf8', 'hex') + cipher.final('hex');`,
    { imports: CIPHER, name: 'protect', kinds: NOT_REPLAY },
  ),
  byFunction('escape-html', (text) => `return ${text}.replace(/[<>&"]/g, (c) => \`&#\${c.charCodeAt(0)};\`);`, {
    name: 'sanitize',
  }),
  byFunction('digits-only', (text) => `return ${text}.replace(/\\d/g, '#');`),
  byFunction('mail-addresses-only', (text) => `return ${text}.replace(/\\S+@\\S+/g, '[mail]');`, { name: 'scrub' }),
  byFunction('first-match-only', (text) => `return ${text}.replace(/./, '*');`),
  byFunction('shortened', (text) => `return ${text}.slice(0, 80);`),
  byFunction('every-other-letter', (text) => `return ${text}.replace(/(.)./gs, '$1*');`),
  byFunction('reversed', (text) => `return [...${text}].reverse().join('');`),
  byFunction(
    'catch-gives-back',
    (text) => code`
      try {
        const [name, domain] = ${text}.split('@');
        return \`\${name!.replace(/./g, '*')}@\${domain!.toLowerCase()}\`;
      } catch {
        return ${text};
      }`,
  ),
  byFunction(
    'unless-debug',
    (text) => code`
      if (process.env.DEBUG_CAPTURE === '1') return ${text};
      return '***';`,
  ),
  byFunction(
    'only-if-long',
    (text) => code`
    if (${text}.length > 100) return '[long]';
    return ${text};`,
  ),
];

const MISUSED: readonly Redaction[] = [
  inPlace('result-unused', (text, n) => ({
    code: code`
      function ${n.redact}(${n.content}: string): string {
        return ${n.content}.replace(/./gs, '*');
      }`,
    before: `${n.redact}(${text});`,
    payload: text,
  })),
  inPlace('other-variable', (text, n) => ({
    code: code`
      function ${n.redact}(${n.content}: string): string {
        return ${n.content}.replace(/./gs, '*');
      }`,
    before: code`
      const source = 'input';
      const hidden = ${n.redact}(source);`,
    payload: `\`\${hidden} \${${text}}\``,
  })),
  inPlace('after-the-sink', (text, n) => ({
    before: `let ${n.copy} = ${text};`,
    payload: n.copy,
    after: `${n.copy} = '[redacted]';`,
  })),
  inPlace('other-field', (text) => ({
    before: code`
      const whole = { body: ${text}, at: Date.now() };
      whole.at = 0;`,
    payload: 'JSON.stringify(whole)',
  })),
  inPlace('spread-under', (text) => ({
    before: `const whole = { body: ${text}, at: Date.now() };`,
    payload: `JSON.stringify({ body: '[redacted]', ...whole })`,
  })),
];

const SDK: readonly Redaction[] = [
  { id: 'sdk-hides-all', kinds: ['session-replay'], sdk: 'all', plan: (text) => ({ payload: text }) },
  { id: 'sdk-hides-nothing', kinds: ['session-replay'], sdk: 'nothing', plan: (text) => ({ payload: text }) },
];

export const REDACTIONS: readonly Redaction[] = [NONE, ...GOOD, ...NOT_ENOUGH, ...MISUSED, ...SDK];
