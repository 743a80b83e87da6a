/**
 * Writes the program that a recipe asks for.
 *
 * In: a recipe that fits. Out: its files, and which of them are started. The same recipe gives the same bytes.
 */
import { sinkOf, exitOf, flowOf, gateOf, redactionOf, sensorOf } from '../choices/index.js';
import { CONDITIONAL_RENDER } from '../choices/gates-helpers.js';
import type { Declared, FlowPlan, GatePlan, HandlerText, Sensor, Site } from '../choices/types.js';
import type { Program, Recipe } from '../model.js';
import { type Names, namesOf } from '../names.js';
import { code, lines } from '../text.js';
import { type Asked, answerFor } from './answer.js';
import { filesOf } from './files.js';
import { mainOf } from './main.js';
import { type Part, partOf } from './parts.js';
import { type Unit, componentOf, unitOf } from './unit.js';

export function compose(recipe: Recipe): Program {
  const n = namesOf(recipe.style);
  const sensor = sensorOf(recipe.sensor);
  const asked = answerFor(recipe, n);
  const gate = gateOf(recipe.gate).plan({ n, ...asked.condition, whenYes: asked.whenYes });
  const transport = transportOf(recipe, n, gate);
  const capture = captureOf(recipe, n, sensor, asked, gate, transport.send);
  const exit = exitOf(recipe.exit).plan(sensor.place);
  const privacy = partOf('privacy', [asked, gate, exit]);
  const main = mainOf({ recipe, n, place: sensor.place, unit: capture.unit, gate, setups: [asked.setup, exit?.setup] });
  const program = filesOf(recipe, [privacy, transport.part, capture.part, main], capture.otherEnd);
  return sensor.needsBrowser ? { ...program, needsBrowser: true } : program;
}

interface Transport {
  readonly part: Part;
  /** A statement that hands a string expression to the sink. */
  readonly send: (text: string) => string;
}

function transportOf(recipe: Recipe, n: Names, gate: GatePlan): Transport {
  const sink = sinkOf(recipe.sink);
  const redaction = redactionOf(recipe.redaction).plan(n.content, n);
  // A redactor that is one call may stand where content is handed over instead of where it leaves.
  const call = /^(\w+)\(\w+\)$/.exec(redaction.payload)?.[1];
  const isAtCall = call !== undefined && recipe.style % 3 === 1;
  const body = lines(
    isAtCall ? undefined : redaction.before,
    sink.call(isAtCall ? n.content : redaction.payload),
    isAtCall ? undefined : redaction.after,
  );
  const text = code`
    export function ${n.deliver}(${n.content}: string): void {
      ${at('sink', recipe, gate, body)}
    }`;
  const redactor: Declared = {
    imports: redaction.imports,
    code: isAtCall ? exported(redaction.code ?? '', call) : redaction.code,
    defines: isAtCall ? [call] : [],
  };
  const part = partOf('transport', [{ imports: sink.imports, code: sink.setup }, redactor], text);
  return {
    part: { ...part, defines: [...part.defines, n.deliver] },
    send: (expression) => `${n.deliver}(${isAtCall ? `${call}(${expression})` : expression});`,
  };
}

function exported(text: string, name: string): string {
  return text.replace(new RegExp(`^function ${name}\\(`, 'm'), `export function ${name}(`);
}

/** Puts statements behind the gate if this is where the gate stands. */
function at(site: Site, recipe: Recipe, gate: GatePlan, inner: string): string {
  return recipe.site === site && recipe.gate !== 'none' ? gate.around(inner) : inner;
}

interface Capture {
  readonly part: Part;
  readonly unit: Unit;
  readonly otherEnd?: Part;
}

function captureOf(
  recipe: Recipe,
  n: Names,
  sensor: Sensor,
  asked: Asked,
  gate: GatePlan,
  send: (text: string) => string,
): Capture {
  const plan = flowOf(recipe.flow).plan({
    n,
    sensor,
    send,
    event: sensor.event,
    type: sensor.type,
    field: sensor.field ?? '',
    asText: sensor.asText ?? ((field) => field),
    read: sensor.read(sensor.event),
  });
  const check = exitOf(recipe.exit).plan(sensor.place)?.check;
  const body = lines(check, at('handler', recipe, gate, plan.body));
  const handler = handlerOf(recipe, n, sensor, plan, body);
  const unit = unitFor(recipe, n, sensor, plan, handler, asked, gate);
  const part = partOf('capture', [{ imports: sensor.imports }, plan, handler.declared, unit]);
  return {
    unit,
    part: { ...part, isComponent: recipe.unit === 'component' },
    otherEnd: plan.otherEnd && {
      ...plan.otherEnd,
      name: plan.otherEnd.file,
      imports: plan.otherEnd.imports ?? [],
      defines: [],
    },
  };
}

interface Handler {
  readonly text: HandlerText;
  readonly declared: Declared | undefined;
  /** A statement before the registration. */
  readonly before: string | undefined;
}

/** Writes the handler where it is registered, by name beside it, or where the flow wants it. */
function handlerOf(recipe: Recipe, n: Names, sensor: Sensor, plan: FlowPlan, body: string): Handler {
  const params = `${plan.params ?? sensor.event}: ${sensor.type}`;
  const isAsync = plan.isAsync ?? false;
  const hosted =
    plan.host?.(params, body, isAsync) ??
    (isAsync || recipe.style % 4 === 2 ? byName(n, params, body, isAsync) : undefined);
  if (hosted) {
    const call = (value: string): string => `${isAsync ? 'void ' : ''}${hosted.ref}(${value});`;
    return { text: { fn: hosted.ref, with: call }, declared: { ...hosted, imports: [] }, before: hosted.before };
  }
  const pattern = plan.params ?? sensor.event;
  return {
    text: {
      fn: code`
        (${params}) => {
          ${body}
        }`,
      with: (value) => (pattern === value ? body : lines(`const ${pattern} = ${value};`, body)),
    },
    declared: undefined,
    before: undefined,
  };
}

function byName(n: Names, params: string, body: string, isAsync: boolean): Declared & { before?: string; ref: string } {
  const text = code`
    ${isAsync ? 'async ' : ''}function ${n.handler}(${params}): ${isAsync ? 'Promise<void>' : 'void'} {
      ${body}
    }`;
  return { code: text, ref: n.handler };
}

function unitFor(
  recipe: Recipe,
  n: Names,
  sensor: Sensor,
  plan: FlowPlan,
  handler: Handler,
  asked: Asked,
  gate: GatePlan,
): Unit {
  const hides = redactionOf(recipe.redaction).sdk ?? 'default';
  const register = sensor.sdk ? sensor.sdk(hides) : (plan.register ?? sensor.register)(handler.text);
  const isAsync = (sensor.isAsync ?? false) || (recipe.site === 'start' && asked.waitsFor(recipe.gate));
  if (recipe.unit !== 'component') {
    return unitOf(
      recipe.unit,
      n,
      at('start', recipe, gate, lines(plan.before, handler.before, register, plan.after)),
      isAsync,
    );
  }
  const isProp = sensor.prop !== undefined;
  const before = lines(plan.before, handler.before);
  return componentOf(n, {
    hook: asked.hook,
    control: asked.control,
    dependency: asked.hook === undefined ? undefined : asked.condition.yes,
    before: isProp ? before : undefined,
    effect: at('start', recipe, gate, isProp ? (plan.after ?? '') : lines(before, register, plan.after)),
    isAsync,
    field: isProp ? `<input id="comment" ${sensor.prop}={${register}} />` : undefined,
    shownIf: recipe.gate === CONDITIONAL_RENDER ? asked.condition.yes : undefined,
  });
}
