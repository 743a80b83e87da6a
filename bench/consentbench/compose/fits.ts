/**
 * Which choices go together.
 *
 * In: a recipe, whole or in part. Out: whether the rules whose dimensions are all chosen hold. A rule says that code
 * could not be written or would make no sense (a page has no disk), never that a verdict would be wrong.
 */
import { BY_SDK } from '../choices/flows.js';
import { CONDITIONAL_RENDER } from '../choices/gates-helpers.js';
import { answerOf, flowOf, gateOf, redactionOf, sensorOf, sinkOf } from '../choices/index.js';
import { SENT_BY_SDK } from '../choices/sinks.js';
import type { Place } from '../choices/types.js';
import { DIMENSIONS, type Dimension, type Recipe } from '../model.js';

type Draft = Partial<Recipe>;
type Chosen<D extends Dimension> = Readonly<Record<D, string>>;

interface Rule {
  readonly of: readonly Dimension[];
  readonly holds: (recipe: Recipe) => boolean;
}

function rule<D extends Dimension>(of: readonly D[], holds: (recipe: Chosen<D>) => boolean): Rule {
  return { of, holds };
}

/** Where the function that sends runs. */
export function sinkPlace(recipe: Chosen<'sensor' | 'flow'>): Place {
  return flowOf(recipe.flow).sinkAt ?? sensorOf(recipe.sensor).place;
}

const isProp = (id: string): boolean => sensorOf(id).prop !== undefined;
const isSdk = (id: string): boolean => sensorOf(id).sdk !== undefined;
/** The sink is in a file of its own that another process loads. */
const isElsewhere = (id: string): boolean => ELSEWHERE.has(id);
const ELSEWHERE = new Set(['ipc-channel', 'ipc-invoke', 'extension-message']);
/** Gates that take effect although the answer only comes once the program runs. */
const WAITING = new Set(['poll-until-yes', 'on-granted']);

/** What is meant to leave something and leaves nothing: number codes are all digits, characters are one letter. */
const COVERED = new Set(['digits-only uiohook-keydown', 'first-match-only iohook-keypress']);
/** Answers that are never a no, so that code for a no never runs; nobody writes that. */
const NEVER_NO = new Set([
  'constant-true',
  'constant-in-config',
  'always-resolved',
  'store-default-on',
  'written-by-timer',
  'store-on-install',
  'onetrust-necessary',
  'stored-at-start',
]);

const FLOWING: readonly Rule[] = [
  rule(['sensor', 'flow'], ({ sensor, flow }) => {
    const { place, field, listener, sdk } = sensorOf(sensor);
    const { on, needs } = flowOf(flow);
    if ((sdk !== undefined) !== (flow === BY_SDK) || !on.includes(place)) return false;
    return needs === undefined || (needs === 'field' ? field !== undefined : listener !== undefined);
  }),
  rule(['flow', 'sink'], ({ flow, sink }) => {
    const { on, sinkAt } = flowOf(flow);
    return (
      (flow === BY_SDK) === (sink === SENT_BY_SDK) && on.some((place) => sinkOf(sink).on.includes(sinkAt ?? place))
    );
  }),
  rule(['sensor', 'sink'], ({ sensor, sink }) => isSdk(sensor) === (sink === SENT_BY_SDK)),
  rule(['sensor', 'flow', 'sink'], (recipe) => sinkOf(recipe.sink).on.includes(sinkPlace(recipe))),
  rule(['sensor', 'redaction'], ({ sensor, redaction }) => {
    const { kinds, sdk } = redactionOf(redaction);
    if (isSdk(sensor)) return sdk !== undefined;
    return (redaction === 'none' || sdk === undefined) && (kinds ?? []).includes(sensorOf(sensor).kind);
  }),
  rule(['sensor', 'redaction'], ({ sensor, redaction }) => !COVERED.has(`${redaction} ${sensor}`)),
  rule(['flow', 'files'], ({ flow, files }) => !isElsewhere(flow) || files !== 'one'),
  rule(['sensor', 'exit'], ({ sensor, exit }) => !isSdk(sensor) || exit === 'none'),
];

const ASKING: readonly Rule[] = [
  rule(['sensor', 'answer'], ({ sensor, answer }) => answerOf(answer).on.includes(sensorOf(sensor).place)),
  rule(['flow', 'answer'], ({ flow, answer }) => flowOf(flow).on.some((place) => answerOf(answer).on.includes(place))),
  rule(['answer', 'sink'], ({ answer, sink }) => {
    const places = answerOf(answer).on;
    // What a page is told may be sent by another process of it.
    return sinkOf(sink).on.some((place) => places.includes(place) || (place === 'node' && places.includes('page')));
  }),
  rule(['gate', 'answer'], ({ gate, answer }) => {
    const { modes, needsCallback } = gateOf(gate);
    const { mode, hasCallback, onlyCallback } = answerOf(answer);
    if ((gate === 'none') !== (answer === 'none') || !modes.includes(mode)) return false;
    return needsCallback ? hasCallback === true : onlyCallback !== true;
  }),
  rule(
    ['gate', 'answer'],
    ({ gate, answer }) => !((gate === 'inverted' || gate === 'in-else') && NEVER_NO.has(answer)),
  ),
  rule(['gate', 'site'], ({ gate, site }) => {
    if (gate === 'none') return site === 'start';
    return gateOf(gate).sites.some((each) => each === site);
  }),
  rule(['gate', 'site', 'answer'], ({ gate, site, answer }) => {
    const isOutside = site === 'start' || site === 'caller';
    return answerOf(answer).mode !== 'later' || !isOutside || WAITING.has(gate);
  }),
  rule(['answer', 'site'], ({ answer, site }) => {
    return answerOf(answer).mode !== 'component' || site === 'start' || site === 'caller';
  }),
  rule(['sensor', 'site'], ({ sensor, site }) => !isSdk(sensor) || site === 'start' || site === 'caller'),
  // The other process cannot ask the page what it knows.
  rule(['flow', 'site', 'answer'], ({ flow, site, answer }) => {
    return (
      !isElsewhere(flow) || site !== 'sink' || (answerOf(answer).mode === 'live' && answerOf(answer).on.length === 3)
    );
  }),
];

/** A page of a real browser imports nothing, and has no circumstances that say that recording is on. */
const IN_BROWSER: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  flow: [
    'direct',
    'local',
    'record',
    'object-spread',
    'template',
    'json',
    'array-methods',
    'buffer-and-timer',
    'last-value',
    'module-state',
    'class-field',
    'closure-factory',
    'helper-function',
    'bound-method',
    'custom-event',
    'debounce',
    'async-await',
    'promise-queue',
    'microtask',
    'only-count',
    'only-length',
    'only-comparison',
    'overwritten',
  ],
  gate: [
    'none',
    'if',
    'early-return',
    'switch',
    'strictly-true',
    'guard-function',
    'assertion',
    'inverted',
    'ignored',
    'check-after',
  ],
  answer: [
    'none',
    'confirm',
    'own-dialog',
    'allow-button',
    'stored-granted',
    'stored-answered',
    'stored-default-on',
    'constant-true',
  ],
  redaction: ['none', 'mask', 'constant', 'length-only', 'allow-list', 'base64', 'shortened', 'result-unused'],
  sink: ['fetch', 'fetch-json', 'xhr', 'send-beacon', 'image-source', 'console', 'local-storage', 'commented-out'],
  unit: ['function', 'arrow', 'class', 'object', 'factory'],
  callers: ['one', 'two', 'one-open'],
};

const BROWSING: readonly Rule[] = Object.entries(IN_BROWSER).map(([dimension, choices]) => ({
  of: ['sensor', dimension as Dimension],
  holds: (recipe: Recipe) => !sensorOf(recipe.sensor).needsBrowser || choices.includes(recipe[dimension as Dimension]),
}));

const STANDING: readonly Rule[] = [
  rule(['sensor', 'unit'], ({ sensor, unit }) => {
    const isComponent = unit === 'component';
    return isComponent ? sensorOf(sensor).place === 'page' : !isProp(sensor);
  }),
  rule(['answer', 'unit'], ({ answer, unit }) => answerOf(answer).mode !== 'component' || unit === 'component'),
  rule(['gate', 'site', 'unit'], ({ gate, site, unit }) => {
    if (gate === CONDITIONAL_RENDER) return unit === 'component';
    return unit !== 'component' || site !== 'caller';
  }),
  // A prop is there as soon as the element is; only what shows the element can stand before it.
  rule(['sensor', 'site', 'gate'], ({ sensor, site, gate }) => !isProp(sensor) || site !== 'start' || gate === 'none'),
  rule(['unit', 'callers'], ({ unit, callers }) => unit !== 'component' || callers === 'one'),
  rule(['unit', 'files'], ({ unit, files }) => unit !== 'component' || files !== 'cjs'),
];

const RULES: readonly Rule[] = [...FLOWING, ...ASKING, ...STANDING, ...BROWSING];

/** Holds if no rule speaks against what is chosen so far. */
export function fits(draft: Draft): boolean {
  return RULES.every((each) => holdsFor(each, draft));
}

/** Like `fits`, where only the choice of this dimension is new. */
export function stillFits(draft: Draft, dimension: Dimension): boolean {
  return BY_DIMENSION.get(dimension)!.every((each) => holdsFor(each, draft));
}

const BY_DIMENSION: ReadonlyMap<Dimension, readonly Rule[]> = new Map(
  DIMENSIONS.map((dimension) => [dimension, RULES.filter(({ of }) => of.includes(dimension))]),
);

function holdsFor({ of, holds }: Rule, draft: Draft): boolean {
  for (const dimension of of) if (draft[dimension] === undefined) return true;
  return holds(draft as Recipe);
}
