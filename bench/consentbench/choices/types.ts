/**
 * What a choice contributes to a program. Templates give text; `compose/` puts the texts together.
 *
 * A program has four parts, each of which may become a file: the person's answer, the sink with its redaction, the
 * capture, and whoever starts it.
 */
import type { Names } from '../names.js';

/** Where code runs. `editor` is an extension of a code editor. */
export type Place = 'page' | 'node' | 'editor';

export interface Import {
  readonly from: string;
  readonly names?: readonly string[];
  readonly default?: string;
  readonly namespace?: string;
}

/** What a choice declares beside what it does. */
export interface Declared {
  readonly imports?: readonly Import[];
  readonly code?: string;
  /** The names that other parts may use. */
  readonly defines?: readonly string[];
}

/** The function that gets each event. */
export interface HandlerText {
  /** An expression: an arrow function, or a reference. */
  readonly fn: string;
  /** Statements that handle the value of this expression. */
  with(value: string): string;
}

export interface Sensor {
  readonly id: string;
  readonly kind: string;
  readonly place: Place;
  readonly imports?: readonly Import[];
  /** The name of the handler's parameter, and its type. */
  readonly event: string;
  readonly type: string;
  /** The property that holds content, where it is a plain one of the event. */
  readonly field?: string;
  /** Makes a string of the field; the field itself where absent. */
  readonly asText?: (field: string) => string;
  /** Takes the content, a string, out of an event. */
  readonly read: (event: string) => string;
  readonly register: (handler: HandlerText) => string;
  /** For listeners that a flow may register in another way. */
  readonly listener?: { readonly target: string; readonly type: string };
  /** A prop of an element: only a component can have it. */
  readonly prop?: string;
  /** An SDK that sends by itself; given whether it is told to hide what it records. */
  readonly sdk?: (hides: 'default' | 'all' | 'nothing') => string;
  readonly isAsync?: boolean;
  /** No stub stands for it. */
  readonly needsBrowser?: boolean;
}

export interface FlowContext {
  readonly n: Names;
  readonly event: string;
  readonly type: string;
  readonly field: string;
  readonly asText: (field: string) => string;
  /** The content of the event in scope. */
  readonly read: string;
  /** A statement that hands a string expression to the sink. */
  readonly send: (text: string) => string;
  readonly sensor: Sensor;
}

export interface FlowPlan extends Declared {
  /** What the handler does with the event in scope. */
  readonly body: string;
  /** The handler's parameter list; the event by its type where absent. */
  readonly params?: string;
  readonly isAsync?: boolean;
  /** Statements before the registration and after it. */
  readonly before?: string;
  readonly after?: string;
  /** Puts the handler elsewhere than at the registration, and says how to refer to it. */
  readonly host?: (params: string, body: string, isAsync: boolean) => Declared & { before?: string; ref: string };
  readonly register?: (handler: HandlerText) => string;
  /** Further programs that are started: the other end of a channel. */
  readonly otherEnd?: { readonly file: string; readonly imports?: readonly Import[]; readonly code: string };
}

export interface Flow {
  readonly id: string;
  readonly on: readonly Place[];
  /** Where the sink runs, if it is not where the sensor is. */
  readonly sinkAt?: Place;
  readonly needs?: 'field' | 'listener' | 'pointer';
  readonly plan: (context: FlowContext) => FlowPlan;
}

/** How an answer comes about. */
export type AnswerMode =
  /** An expression that can be read at any time and is up to date. */
  | 'live'
  /** Like `live`, and no answer yet when the program starts: only a control gives it. */
  | 'later'
  /** A question whose result is the answer. */
  | 'ask'
  | 'askAsync'
  /** The state of the component that shows the question. */
  | 'component';

export interface AnswerPlan extends Declared {
  /** An expression that is truthy for a yes; a promise of it for `askAsync`. */
  readonly yes: string;
  /** Statements for the start of the program: show the question. */
  readonly setup?: string;
  /** A function of the part that runs its argument after a yes. */
  readonly whenYes?: string;
  /** For `component`: the state and the control. */
  readonly hook?: string;
  readonly control?: string;
}

export interface Answer {
  readonly id: string;
  readonly on: readonly Place[];
  readonly mode: AnswerMode;
  /** The only way in is the callback: there is nothing to test. */
  readonly onlyCallback?: boolean;
  readonly hasCallback?: boolean;
  readonly plan: (n: Names) => AnswerPlan;
}

export interface GateContext {
  readonly n: Names;
  /** The answer as an expression, awaited where it is a promise. */
  readonly yes: string;
  readonly no: string;
  /** The answer without `await`. */
  readonly raw: string;
  readonly isAsync: boolean;
  readonly whenYes: string | undefined;
}

export interface GatePlan extends Declared {
  /** Puts the statements behind the gate; the result stands in a function's body. */
  readonly around: (inner: string) => string;
}

export type Site = 'start' | 'handler' | 'sink' | 'caller';

export interface Gate {
  readonly id: string;
  readonly sites: readonly Site[];
  readonly modes: readonly AnswerMode[];
  readonly needsCallback?: boolean;
  /** It waits even where the answer is at hand, so the function around it is async. */
  readonly waits?: boolean;
  readonly plan: (context: GateContext) => GatePlan;
}

export interface RedactionPlan extends Declared {
  readonly before?: string;
  /** The string expression that is handed to the sink. */
  readonly payload: string;
  readonly after?: string;
}

export interface Redaction {
  readonly id: string;
  /** Sensor kinds that it makes sense for; all but `session-replay` where absent. */
  readonly kinds?: readonly string[];
  readonly on?: readonly Place[];
  /** What an SDK is told to hide. */
  readonly sdk?: 'default' | 'all' | 'nothing';
  /** Given the variable that holds the content, and names. */
  readonly plan: (text: string, n: Names) => RedactionPlan;
}

export interface Sink {
  readonly id: string;
  readonly on: readonly Place[];
  readonly imports?: readonly Import[];
  /** Declarations beside the function that sends. */
  readonly setup?: string;
  /** Statements that send a string expression. */
  readonly call: (payload: string) => string;
}
