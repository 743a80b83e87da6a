/**
 * A report made by hand, with one of everything that the renderers must cope with.
 */
import type { RuleWithPage } from '../../src/model/catalogue.js';
import type { Capture, Finding, Location, Report, Step } from '../../src/model/result.js';

export const RECORDER = `import { uIOhook } from 'uiohook-napi';
import { Buffer } from './buffer';

export class Recorder {
  private readonly buffer = new Buffer();

  start(): void {
\tuIOhook.on('keydown', (event) => this.buffer.push({ code: event.keycode, at: Date.now() }));
    uIOhook.start();
  }
}
`;

export const REPLAY = `import * as rrweb from 'rrweb';

rrweb.record({
  emit(event) {
    void fetch('https://collector.example.invalid/replay', { method: 'POST', body: JSON.stringify(event) });
  },
  maskAllInputs: false,
  recordCanvas: true,
});
`;

export function readText(file: string): string | undefined {
  return { 'src/agent/recorder.ts': RECORDER, 'src/web/replay.ts': REPLAY }[file];
}

export function at(file: string, line: number, column = 1, endColumn = column + 8): Location {
  return { file, line, column, endLine: line, endColumn };
}

function step(location: Location, note: string): Step {
  return { location, note };
}

const KEYDOWN = at('src/agent/recorder.ts', 8, 2, 93);
const UPLOAD = at('src/agent/transport/upload.ts', 31, 5, 40);
const KEY_TRACE: readonly Step[] = [
  step(KEYDOWN, 'a key event of the whole machine'),
  step(at('src/agent/recorder.ts', 8, 34), 'the key code goes into the buffer'),
  step(at('src/agent/buffer.ts', 17), 'a timer empties the buffer every 5 seconds and hands all of it to the uploader'),
  step(UPLOAD, 'the batch is sent with fetch'),
];

export const KEYSTROKES: Capture = {
  id: 'c1',
  sensor: 'keystroke',
  api: 'uiohook-napi#uIOhook.on(keydown)',
  location: KEYDOWN,
  within: 'Recorder.start',
  reach: 'global',
  content: true,
  sinks: [
    {
      kind: 'disk',
      api: 'node:fs#appendFile',
      location: at('src/agent/spool.ts', 9),
      gate: null,
      redactor: null,
      trace: [step(KEYDOWN, 'key'), step(at('src/agent/spool.ts', 9), 'spooled')],
    },
    { kind: 'network', api: 'fetch', location: UPLOAD, gate: null, redactor: null, trace: KEY_TRACE },
  ],
  obligations: {
    consent: {
      verdict: 'unmet',
      reason:
        'recording starts when the app is ready; the only check on the way reads an environment variable, which is not the person’s own act',
      evidence: [
        step(at('src/main.ts', 12), 'start() is called when the app is ready'),
        step(at('src/config.ts', 4), 'RECORD_INPUT comes from the environment'),
      ],
    },
    withdrawal: {
      verdict: 'unproven',
      reason: 'stop() is called from a module that could not be resolved',
      evidence: [],
    },
    redaction: {
      verdict: 'unmet',
      reason: 'the key code reaches fetch unchanged',
      evidence: [step(UPLOAD, 'sent here')],
    },
    volume: {
      verdict: 'met',
      reason: 'keys are sent in batches',
      evidence: [step(at('src/agent/buffer.ts', 17), 'flushed every 5 seconds')],
    },
    access: {
      verdict: 'not-applicable',
      reason: 'nothing is stored on a server of this tree',
      evidence: [],
    },
  },
};

export const SESSION_REPLAY: Capture = {
  id: 'c2',
  sensor: 'session-replay',
  api: 'rrweb#record',
  location: { file: 'src/web/replay.ts', line: 3, column: 1, endLine: 9, endColumn: 3 },
  within: '',
  reach: 'sdk',
  content: true,
  sinks: [],
  obligations: {
    redaction: { verdict: 'unmet', reason: 'typed values are not masked', evidence: [] },
  },
};

export const SHORTCUT: Capture = {
  id: 'c3',
  sensor: 'pointer',
  api: 'uiohook-napi#uIOhook.on(click)',
  location: at('src/agent/idle.ts', 40),
  within: 'Idle.watch',
  reach: 'global',
  content: false,
  sinks: [],
  obligations: { redaction: { verdict: 'met', reason: 'only a count leaves', evidence: [] } },
};

function finding(ruleId: string, capture: Capture, extra: Partial<Finding>): Finding {
  return {
    ruleId,
    severity: 'error',
    confidence: 'high',
    message: `${capture.api} breaks ${ruleId}.`,
    location: capture.location,
    captureId: capture.id,
    fingerprint: `${ruleId}-${capture.id}`,
    trace: [],
    baseline: 'new',
    suppression: null,
    ...extra,
  };
}

export const REPORT: Report = {
  schemaVersion: 1,
  tool: { name: 'consentlint', version: '0.1.0' },
  run: {
    startedAt: '2026-11-21T09:00:00.000Z',
    durationMs: 1912,
    stages: { discover: 12, lower: 1400 },
  },
  status: 'partial',
  stats: { files: 8292, analysed: 316, skipped: 120, lines: 799_000 },
  captures: [SHORTCUT, KEYSTROKES, SESSION_REPLAY],
  findings: [
    finding('ungated-capture', KEYSTROKES, {
      trace: KEY_TRACE,
      message:
        'Keystrokes are captured through uiohook-napi#uIOhook.on(keydown) and nobody asked the person: the only check reads an environment variable.',
    }),
    finding('unredacted-capture', KEYSTROKES, { trace: KEY_TRACE }),
    finding('no-withdrawal', KEYSTROKES, { severity: 'warning', confidence: 'medium' }),
    finding('unmasked-replay', SESSION_REPLAY, { severity: 'warning' }),
    finding('ungated-capture', SESSION_REPLAY, { baseline: 'known' }),
    finding('ungated-capture', SHORTCUT, {
      severity: 'note',
      suppression: { reason: 'a count for the idle timer', location: at('src/agent/idle.ts', 39) },
    }),
  ],
  diagnostics: [
    { kind: 'parse-error', file: 'src/broken.ts', line: 3, message: "'}' expected" },
    { kind: 'not-source', file: 'assets/clip.ts', message: 'MPEG video' },
  ],
};

export const CLEAN: Report = {
  ...REPORT,
  status: 'complete',
  captures: [],
  findings: [],
  diagnostics: [],
};

function rule(id: string, obligation: RuleWithPage['obligation'], title: string): RuleWithPage {
  return {
    id,
    obligation,
    title,
    summary: `${title}.`,
    when: { verdict: 'unmet' },
    severity: [{ when: { record: 'identifiable' }, is: 'error' }, { is: 'note' }],
    message: '{api}',
    advice: 'Ask the person before the sensor is switched on, store the answer, and check it on every path.',
    references: ['https://www.example.invalid/a/long/reference/that/has/to/be/cut/somewhere/because/it/never/ends'],
    page: `# ${id}\n\nWhat it **finds** and why, with \`code\` and [a link](https://example.invalid).\n\n## Example\n\n- one\n- two, which\n  goes on\n\n\`\`\`ts\nuIOhook.start();\n\`\`\`\n\n| a | b |\n| - | - |\n| 1 | 2 |\n`,
  };
}

export const RULES: readonly RuleWithPage[] = [
  rule('ungated-capture', 'consent', 'A capture runs although nobody agreed to it'),
  rule('unredacted-capture', 'redaction', 'Content leaves unredacted'),
  rule('no-withdrawal', 'withdrawal', 'The person cannot make it stop'),
  rule('unmasked-replay', 'redaction', 'A session replay shows what people type'),
];
