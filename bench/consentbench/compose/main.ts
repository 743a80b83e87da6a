/** Whoever starts the capture: one caller or two, at once, later, or when the platform is ready. */
import type { GatePlan, Import, Place } from '../choices/types.js';
import type { Recipe } from '../model.js';
import type { Names } from '../names.js';
import { code, lines, paragraphs } from '../text.js';
import { answerFor } from './answer.js';
import type { Part } from './parts.js';
import type { Unit } from './unit.js';

interface MainPlan {
  readonly recipe: Recipe;
  readonly n: Names;
  readonly place: Place;
  readonly unit: Unit;
  readonly gate: GatePlan;
  readonly setups: readonly (string | undefined)[];
}

export function mainOf(plan: MainPlan): Part {
  const { recipe, place } = plan;
  const body = recipe.unit === 'component' ? rendered(plan) : started(plan);
  const run = lines(...plan.setups, body.run);
  const isEditor = place === 'editor';
  return {
    name: 'main',
    imports: body.imports,
    code: isEditor ? activated(body.before, run) : paragraphs(body.before, run),
    defines: isEditor ? ['activate'] : [],
    isComponent: recipe.unit === 'component',
  };
}

interface Body {
  readonly imports: readonly Import[];
  readonly before?: string;
  readonly run: string;
}

function activated(before: string | undefined, run: string): string {
  return paragraphs(
    before,
    code`
      export function activate(): void {
        ${run}
      }`,
  );
}

function rendered({ unit }: MainPlan): Body {
  return {
    imports: [{ from: 'react-dom/client', names: ['createRoot'] }],
    run: `createRoot(document.getElementById('root')!).render(${unit.call});`,
  };
}

function started(plan: MainPlan): Body {
  const { recipe, n } = plan;
  const gated = callerOf(plan, n.boot, true);
  switch (recipe.callers) {
    case 'two':
      return two(plan, true);
    case 'one-open':
      return two(plan, false);
    case 'later':
      return { imports: [], before: gated.text, run: `setTimeout(() => {\n  ${gated.call}\n}, 1500);` };
    case 'when-ready':
      return whenReady(plan.place, gated.text, gated.call);
    default:
      return isGatedHere(recipe)
        ? { imports: [], before: gated.text, run: gated.call }
        : { imports: [], run: startOf(plan) };
  }
}

function two(plan: MainPlan, isBothGated: boolean): Body {
  const first = callerOf(plan, `${plan.n.boot}OnLaunch`, true);
  const second = callerOf(plan, `${plan.n.boot}OnResume`, isBothGated);
  return {
    imports: [],
    before: paragraphs(first.text, second.text),
    run: lines(first.call, `setTimeout(() => {\n  ${second.call}\n}, 2000);`),
  };
}

function whenReady(place: Place, text: string, call: string): Body {
  if (place === 'node') {
    return {
      imports: [{ from: 'electron', names: ['app'] }],
      before: text,
      run: `void app.whenReady().then(() => {\n  ${call}\n});`,
    };
  }
  const run = place === 'page' ? `window.addEventListener('load', () => {\n  ${call}\n});` : call;
  return { imports: [], before: text, run };
}

const isGatedHere = (recipe: Recipe): boolean => recipe.site === 'caller' && recipe.gate !== 'none';

/** A function that starts the capture, behind the gate if the gate stands with the caller. */
function callerOf(plan: MainPlan, name: string, isGated: boolean): { readonly text: string; readonly call: string } {
  const { recipe, n, gate } = plan;
  const hasGate = isGated && isGatedHere(recipe);
  const isAsync = hasGate && answerFor(recipe, n).waitsFor(recipe.gate);
  const body = hasGate ? gate.around(startOf(plan)) : startOf(plan);
  return {
    text: code`
      ${isAsync ? 'async ' : ''}function ${name}(): ${isAsync ? 'Promise<void>' : 'void'} {
        ${body}
      }`,
    call: isAsync ? caught(`${name}()`) : `${name}();`,
  };
}

function startOf({ unit }: MainPlan): string {
  return unit.isAsync ? caught(unit.call) : `${unit.call};`;
}

function caught(call: string): string {
  return `${call}.catch((problem: unknown) => console.warn('could not start', String(problem)));`;
}
