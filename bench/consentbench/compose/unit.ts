/** The function, class or component that starts the capture. */
import type { Names } from '../names.js';
import { code, lines } from '../text.js';
import type { Declared, Import } from '../choices/types.js';

export interface Unit extends Declared {
  readonly code: string;
  readonly defines: readonly string[];
  /** An expression that starts it, and whether that gives a promise. */
  readonly call: string;
  readonly isAsync: boolean;
}

/** Writes the unit around the statements that start the capture. */
export function unitOf(kind: string, n: Names, body: string, isAsync: boolean): Unit {
  const word = isAsync ? 'async ' : '';
  const type = isAsync ? 'Promise<void>' : 'void';
  const member = code`
    ${word}${n.start}(): ${type} {
      ${body}
    }`;
  const declared = (defines: readonly string[], call: string, text: string): Unit => ({
    defines,
    call,
    isAsync,
    code: text,
  });
  switch (kind) {
    case 'arrow':
      return declared(
        [n.start],
        `${n.start}()`,
        code`
        export const ${n.start} = ${word}(): ${type} => {
          ${body}
        };`,
      );
    case 'class':
      return declared(
        [n.unit],
        `new ${n.unit}().${n.start}()`,
        code`
        export class ${n.unit} {
          ${member}
        }`,
      );
    case 'object': {
      const name = n.unit[0]!.toLowerCase() + n.unit.slice(1);
      return declared(
        [name],
        `${name}.${n.start}()`,
        code`
        export const ${name} = {
          ${member},
        };`,
      );
    }
    case 'factory':
      return declared(
        [`create${n.unit}`],
        `create${n.unit}().${n.start}()`,
        code`
        export function create${n.unit}() {
          return {
            ${member},
          };
        }`,
      );
    default:
      return declared([n.start], `${n.start}()`, `export ${word}function ${member.slice(word.length)}`);
  }
}

export interface ComponentPlan {
  readonly hook?: string;
  readonly control?: string;
  /** Statements of the component's body. */
  readonly before?: string;
  /** What runs once it is shown; its dependency, where it has one. */
  readonly effect: string;
  readonly isAsync: boolean;
  readonly dependency?: string;
  /** An element with the handler as its prop. */
  readonly field?: string;
  /** Shows the capture only where this holds. */
  readonly shownIf?: string;
}

/** Writes the component that captures, and the one around it where that one asks. */
export function componentOf(n: Names, plan: ComponentPlan): Unit {
  return plan.shownIf === undefined ? plainComponent(n, plan) : shownComponent(n, plan, plan.shownIf);
}

function plainComponent(n: Names, plan: ComponentPlan): Unit {
  return {
    imports: importsOf(plan),
    defines: [n.unit],
    call: `<${n.unit} />`,
    isAsync: false,
    code: code`
      export function ${n.unit}() {
        ${lines(plan.hook, plan.before)}
        ${effectOf(plan)}
        return (
          <main>
            <h1>Workspace</h1>
            ${lines(plan.control, plan.field)}
          </main>
        );
      }`,
  };
}

function shownComponent(n: Names, plan: ComponentPlan, condition: string): Unit {
  return {
    imports: importsOf(plan),
    defines: [n.unit],
    call: `<${n.unit} />`,
    isAsync: false,
    code: code`
      function Watcher() {
        ${lines(plan.before)}
        ${effectOf({ ...plan, dependency: undefined })}
        return ${plan.field ?? 'null'};
      }

      export function ${n.unit}() {
        ${plan.hook}
        return (
          <main>
            ${plan.control}
            {${condition} && <Watcher />}
          </main>
        );
      }`,
  };
}

function importsOf({ effect, hook }: ComponentPlan): readonly Import[] {
  const names = [...(effect === '' ? [] : ['useEffect']), ...(hook === undefined ? [] : ['useState'])];
  return names.length > 0 ? [{ from: 'react', names }] : [];
}

function effectOf({ effect, isAsync, dependency }: ComponentPlan): string {
  if (effect === '') return '';
  const body = isAsync
    ? code`
      const begin = async () => {
        ${effect}
      };
      begin().catch((problem: unknown) => console.warn('could not start', problem));`
    : effect;
  return code`
    useEffect(() => {
      ${body}
    }, [${dependency ?? ''}]);`;
}
