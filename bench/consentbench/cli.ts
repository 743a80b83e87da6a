/**
 * The command: picks programs, runs them, asks the tools, compares, reports.
 *
 * Ends with 1 where a disagreement is on no list, a listed limit works, or a rewriting changed a verdict.
 */
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { classesOf } from './compare/classes.js';
import { type Case, evaluate } from './compare/evaluate.js';
import { isLimited, limitFor, readLimits, staleLimits } from './compare/limits.js';
import { evaluateAll, evaluateIn } from './compare/run.js';
import { choiceScores, scoreOf } from './compare/score.js';
import { recipesOf } from './compose/pairwise.js';
import { type MetaResult, metamorphic } from './meta/index.js';
import { noteMissingBrowser } from './browser-path.js';
import { jsonOf } from './report/json.js';
import { type Result, textOf } from './report/text.js';
import { ROOT } from './root.js';
import type { Adapter } from './tools/adapter.js';
import { OTHER_TOOLS, loadConsentlint } from './tools/index.js';

const USAGE = `usage: node bench/consentbench/consentbench.mjs [options]
  --size N         programs; without it, as many as it takes to pair every two choices
  --seed S         which ones (1)
  --filter CHOICE  only programs with this choice, as flow=direct or direct; may be given several times
  --json           the result as JSON
  --jobs N         threads (1)
  --rewrite N      programs of which rewritings are compared (100)
  --tools          other tools too: ESLint, and ast-grep and Semgrep where they are installed
  --engine DIR     a built consentlint (dist)`;

const OPTIONS = {
  size: { type: 'string' },
  seed: { type: 'string', default: '1' },
  filter: { type: 'string', multiple: true, default: [] as string[] },
  json: { type: 'boolean', default: false },
  jobs: { type: 'string', default: '1' },
  rewrite: { type: 'string', default: '100' },
  tools: { type: 'boolean', default: false },
  engine: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

export async function main(args: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    if (values.help) {
      console.log(USAGE);
      return 0;
    }
    const result = await run(values);
    console.log(values.json ? jsonOf(result) : textOf(result));
    return statusOf(result);
  } catch (error) {
    const { code, message, stack } = error as NodeJS.ErrnoException;
    const isUsage = code?.startsWith('ERR_PARSE_ARGS') === true || /^no such choice/.test(message);
    console.error(isUsage ? `${message}\n${USAGE}` : stack);
    return 2;
  }
}

async function run(options: Options): Promise<Result> {
  const started = performance.now();
  const seed = wholeNumber(options.seed, 'seed');
  const size = options.size === undefined ? undefined : wholeNumber(options.size, 'size');
  const engine = resolve(options.engine ?? join(ROOT, 'dist'));
  const limits = readLimits();
  noteMissingBrowser();
  const tool = await loadConsentlint(engine);
  const recipes = recipesOf(seed, size, options.filter);
  const jobs = Math.min(wholeNumber(options.jobs, 'jobs'), cpus().length);
  const progress = progressOf('programs', recipes.length);
  const cases =
    jobs > 1 ? await evaluateIn(jobs, recipes, engine, progress) : await evaluateAll(recipes, tool, progress);
  const again = (recipe: Parameters<typeof evaluate>[0]): Promise<Case> => evaluate(recipe, tool);
  const classes = await classesOf(cases, again, progressOf('minimised', cases.length));
  return {
    seed,
    total: scoreOf(cases),
    consent: scoreOf(cases, ['consent']),
    redaction: scoreOf(cases, ['redaction']),
    truth: truthOf(cases),
    choices: choiceScores(cases, classes),
    disagreements: classes.map((each) => ({ ...each, limit: limitFor(each, each.case.program.recipe, limits) })),
    staleLimits: await staleLimits(limits, again),
    metamorphic: await rewritingsOf(
      // What is known to go wrong may go wrong in another way when it is written otherwise.
      cases.filter((each) => !isLimited(each, limits)),
      wholeNumber(options.rewrite, 'rewrite'),
      tool,
    ),
    tools: options.tools ? await compareTools(cases) : [],
    seconds: (performance.now() - started) / 1000,
  };
}

function truthOf(cases: readonly Case[]): Readonly<Record<string, number>> {
  const count = (holds: (each: Case['observation']) => boolean): number =>
    cases.filter(({ observation }) => holds(observation)).length;
  return {
    'without a yes': count(({ consentBad }) => consentBad),
    unredacted: count(({ redactionBad }) => redactionBad),
    'goes on after a withdrawal': count(({ goesOnAfterWithdrawal }) => goesOnAfterWithdrawal),
    'resumes by itself': count(({ resumesByItself }) => resumesByItself),
    'nothing sent at all': count(({ alive }) => !alive),
  };
}

/** Rewrites programs from all over the set. */
async function rewritingsOf(cases: readonly Case[], wanted: number, tool: Adapter): Promise<MetaResult | undefined> {
  if (wanted === 0) return undefined;
  const step = Math.max(1, Math.floor(cases.length / wanted));
  const chosen = cases.filter((_each, index) => index % step === 0).slice(0, wanted);
  return metamorphic(chosen, tool, progressOf('rewritten', chosen.length));
}

async function compareTools(cases: readonly Case[]): Promise<Result['tools']> {
  const own = { name: 'consentlint', scores: [scoreOf(cases, ['consent']), scoreOf(cases, ['redaction'])] };
  const others = [];
  for (const tool of OTHER_TOOLS) {
    const missing = tool.missing?.();
    if (missing !== undefined) {
      console.error(`consentbench: SKIPPED ${tool.name}: ${missing}`);
      others.push({ name: tool.name, missing });
      continue;
    }
    const verdicts = await tool.judge(cases.map(({ program }) => program));
    const judged = cases.map((each, index) => ({ ...each, verdict: verdicts[index]! }));
    others.push({ name: tool.name, scores: [scoreOf(judged, ['consent']), scoreOf(judged, ['redaction'])] });
  }
  return [own, ...others];
}

function statusOf({ disagreements, staleLimits: stale, metamorphic: rewriting }: Result): number {
  const isOpen = disagreements.some(({ limit }) => !limit);
  return isOpen || stale.length > 0 || (rewriting?.unstable.length ?? 0) > 0 ? 1 : 0;
}

function wholeNumber(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw Object.assign(new Error(`--${name} takes a whole number`), { code: 'ERR_PARSE_ARGS' });
  }
  return value;
}

/** Says how far it is, on a terminal only. */
function progressOf(what: string, total: number): (done: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (done) => {
    if (done % 20 === 0 || done === total)
      process.stderr.write(`\r${what}: ${done} of ${total}${done === total ? '\n' : ''}`);
  };
}
