/**
 * Two rules, as good as syntax of one file allows.
 *
 * A sensor is known by the shape of its call. A check is a test, around the sensor or before an early return, whose
 * words speak of consent. A redactor is a call whose name speaks of redaction. No value is followed.
 */
import type { Rule } from 'eslint';

const TYPED = 'keydown|keyup|keypress|input|beforeinput|change|paste|copy|cut';
const PAGE = '/^(document|window)$/';

const SENSORS = [
  `CallExpression[callee.property.name='addEventListener'][arguments.0.value=/^(${TYPED})$/]`,
  `CallExpression[callee.object.name=${PAGE}][callee.property.name='addEventListener'][arguments.0.value=/^(click|pointermove)$/]`,
  `AssignmentExpression[left.object.name=${PAGE}][left.property.name=/^on(${TYPED}|mousemove)$/]`,
  `JSXAttribute[name.name=/^on(KeyDown|KeyUp|Change|Input|Paste)$/]`,
  'CallExpression[callee.object.name=/^(uIOhook|ioHook|keyboard)$/][callee.property.name=/^(on|addListener)$/]',
  "CallExpression[callee.property.name='on'][arguments.0.value=/^(key\\.pressed|before-input-event)$/]",
  'CallExpression[callee.property.name=/^(getSources|capturePage|captureImageSync|captureVisibleTab|getDisplayMedia|getUserMedia|getCursorScreenPoint|onDidChangeTextDocument|replayIntegration)$/]',
  'CallExpression[callee.object.name=/^(clipboard|clipboardy)$/][callee.property.name=/^read/]',
  "CallExpression[callee.object.property.name='clipboard'][callee.property.name='readText']",
  'CallExpression[callee.name=/^(screenshot|activeWin|activeWindow|record)$/]',
  "CallExpression[callee.object.name='rrweb'][callee.property.name='record']",
  "CallExpression[callee.object.name=/^(posthog|LogRocket|datadogRum|mixpanel)$/][callee.property.name='init']",
  "CallExpression[callee.object.property.name='onUpdated'][callee.property.name='addListener']",
  "CallExpression[callee.object.property.name='tabs'][callee.property.name='query']",
  "CallExpression[callee.object.name='ActiveWindow'][callee.property.name='subscribe']",
].join(', ');

const SINKS = [
  'CallExpression[callee.name=/^(fetch|gtag|appendFileSync|set)$/]',
  'CallExpression[callee.property.name=/^(sendBeacon|send|post|emit|write|writeFile|setItem|insertOne|query|run|capture|track)$/]',
  'CallExpression[callee.object.name=/^(console|logger)$/][callee.property.name=/^(log|info)$/]',
  "AssignmentExpression[left.property.name='src']",
].join(', ');

const CONSENT_WORDS = /consent|agree|allow|permi|grant|accept|answer|said|choice|privacy|confirm|optedin/i;
const REDACTOR_WORDS = /redact|mask|anonym|scrub|saniti|clean|hide|conceal|withhold|protect|blank|soften/i;

type Node = Rule.Node;

const captureNeedsCheck: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    [SENSORS]: (node: Node) => {
      if (!isChecked(node, context)) context.report({ node, message: 'capture without a check of consent' });
    },
  }),
};

const contentNeedsRedactor: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create: (context) => {
    const sensors: Node[] = [];
    let [hasRedactor, canLeave] = [false, false];
    return {
      [SENSORS]: (node: Node) => void sensors.push(node),
      [SINKS]: () => void (canLeave = true),
      // What another file does with it cannot be seen.
      ImportDeclaration: ({ source }) => void (canLeave ||= String(source.value).startsWith('.')),
      CallExpression: ({ callee }) => void (hasRedactor ||= REDACTOR_WORDS.test(context.sourceCode.getText(callee))),
      'Program:exit': () => {
        if (hasRedactor || !canLeave) return;
        for (const node of sensors) context.report({ node, message: 'captured content is not redacted' });
      },
    };
  },
};

/** Holds if a test around the node, or one before it that leaves the function, speaks of consent. */
function isChecked(node: Node, context: Rule.RuleContext): boolean {
  const speaks = (test: unknown): boolean => CONSENT_WORDS.test(context.sourceCode.getText(test as Node));
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test !== at) {
      if (speaks(parent.test)) return true;
    }
    if (parent.type === 'LogicalExpression' && parent.right === at && speaks(parent.left)) return true;
    if (parent.type === 'CallExpression' && parent.callee !== at && speaks(parent.callee)) return true;
    if (parent.type === 'BlockStatement' && leavesBefore(parent.body, at, speaks)) return true;
  }
  return false;
}

type Body = Extract<Node, { type: 'BlockStatement' }>['body'];

function leavesBefore(body: Body, at: Node, speaks: (test: unknown) => boolean): boolean {
  const before = body.slice(
    0,
    body.findIndex((statement) => statement === at),
  );
  return before.some((statement) => {
    if (statement.type === 'IfStatement') return speaks(statement.test) && leaves(statement.consequent);
    return statement.type === 'ExpressionStatement' && /^(await )?(assert|ensure)/.test(nameOf(statement.expression));
  });
}

function nameOf(expression: { readonly type: string }): string {
  const call = expression as { argument?: { callee?: { name?: string } }; callee?: { name?: string } };
  return call.callee?.name ?? call.argument?.callee?.name ?? '';
}

function leaves(statement: Body[number]): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement' || last?.type === 'ContinueStatement';
}

export const RULES: Readonly<Record<string, Rule.RuleModule>> = {
  'capture-needs-check': captureNeedsCheck,
  'content-needs-redactor': contentNeedsRedactor,
};
