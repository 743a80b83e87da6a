/**
 * The catalogue: what APIs are (models) and what must hold (rules), as plain data.
 *
 * The same shapes serve the built-in files under rules/ and a user's `models:`; schema/models.schema.json is their
 * published form. The engine knows roles and ports, never a library's name.
 */
import type { Obligation, Reach, Sensor, Severity, SinkKind, Verdict } from './result.js';

/**
 * A callable written as code reads: `uIOhook.on`, `new Tracker().start`, `*.capturePage` (any receiver),
 * `window.onkeydown=` (assignment), `<* onKeyDown>` (JSX prop on an intrinsic element), `@HostListener` (decorator),
 * `prisma.*.create` (any one segment), `process.env.*` (everything below).
 * Inside a `package:` file it starts at that package's exports (`default` is the default export);
 * inside a `platform:` file it starts at a global.
 */
export type ApiPattern = string;

/**
 * A place on a call, read left to right: `return`, `receiver`, `arg0`, `arg1..` (this and all later ones), `value`
 * (the right side of an assignment or JSX prop), `method` (the decorated method); then `.param0` into a function,
 * `.name` into a property. `arg0.emit.param0` is the first parameter of the `emit` option's callback.
 */
export type Port = string;

/**
 * What an argument must be for the model to apply: port → allowed literals, `/regex/` over a literal string,
 * or the words `absent` / `present`. All entries must hold.
 */
export type Conditions = Readonly<Record<Port, readonly (string | number | boolean)[] | 'absent' | 'present'>>;

export const LABELS = ['key', 'text', 'coordinates', 'pixels', 'title', 'clipboard', 'media', 'session'] as const;
/** What the content is; a redactor may remove some labels and not others. */
export type Label = (typeof LABELS)[number];

interface Matched {
  readonly api: ApiPattern | readonly ApiPattern[];
  readonly when?: Conditions;
}

export interface SensorModel extends Matched {
  readonly sensor: Sensor;
  readonly label: Label;
  readonly reach: Reach;
  /** Where the payload appears; `return` when absent. */
  readonly payload?: Port | readonly Port[];
  /** Property paths of the payload that hold content; the whole payload when absent, nothing when empty. */
  readonly content?: readonly string[];
  /** Holds if the payload is a platform's own event or element, of which only what is read by name is content. */
  readonly hostObject?: boolean;
  /** What a class with this decorator reads its own element from: payload as well. */
  readonly host?: ApiPattern;
  /** What the handler, which is the payload, looks up because its event does not hold it: the results are content. */
  readonly reads?: readonly ApiPattern[];
  /** Holds if the capture belongs in the inventory even when no content leaves (global hook, silent screen capture, SDK). */
  readonly inherent?: boolean;
  /** The only sinks that make this a capture; every sink when absent. */
  readonly sinks?: readonly SinkKind[];
  /** Holds if the content can be a password, card number or one-time code. */
  readonly secret?: boolean;
  /** The platform asks the person at each call: that is consent for this stream, unless one of these options or apis takes it back. */
  readonly asks?: {
    readonly unless?: Conditions;
    readonly unlessCalled?: readonly ApiPattern[];
    /** It asks only where the program calls one of these, whose answer it takes. */
    readonly ifCalled?: readonly ApiPattern[];
  };
  /** The SDK itself sends what it records to this kind of sink. */
  readonly sends?: SinkKind;
  /** Options that keep the SDK from recording until it is told to. */
  readonly offUntil?: readonly Conditions[];
  /** Options that turn recording off for good: the call is then no capture. */
  readonly disabledBy?: readonly Conditions[];
  readonly masking?: MaskingModel;
}

/** How a session-replay SDK hides content, in terms of its options. */
export interface MaskingModel {
  /** What is hidden when no option is set: everything, typed values only, or nothing. */
  readonly defaults: 'all' | 'inputs' | 'none' | 'remote';
  /** Any of these option sets hides text and typed values. */
  readonly maskedBy?: readonly Conditions[];
  /** Any of these option sets hides typed values, but not the page's text. */
  readonly inputsMaskedBy?: readonly Conditions[];
  /** Any of these option sets reveals what the defaults hide. */
  readonly unmaskedBy?: readonly Conditions[];
}

export interface SinkModel extends Matched {
  readonly sink: SinkKind;
  /** Ports whose content leaves; every argument when absent. */
  readonly takes?: readonly Port[];
  /** The port with the address that is asked: one that holds the content itself (`data:`, `blob:`) asks nobody. */
  readonly address?: Port;
}

export interface GateModel extends Matched {
  /** `consent`: the person's own act. Any other word says what the check is instead, and is shown to the reader. */
  readonly gate: 'consent' | 'environment' | 'feature-flag' | 'role' | 'answered' | 'remote' | 'setting' | 'assertion';
  /** Holds if the answer is a promise, which is truthy whatever comes of it. */
  readonly promised?: true;
  /** Literals (or `/regex/i` over strings) that mean yes; a truthy value when absent. A check that compares with anything else is no gate. */
  readonly accepts?: readonly (string | number | boolean)[];
  /** Where the question stands: one about something else is no consent to be observed. */
  readonly question?: readonly Port[];
  /** Where the answer is the index of a button: what the buttons say, and which one a dialog that was closed gives. */
  readonly buttons?: readonly { readonly labels: Port; readonly closed: Port }[];
  /** For `assertion`: the argument that must be truthy for the call to come back. */
  readonly asserts?: Port;
  /** For `answered`: the answer that the call says was cancelled. Where it was not, a truthy one is a yes. */
  readonly cancels?: Port;
  /** A callback port that runs only after a yes. */
  readonly callback?: Port;
  /** A call anywhere that makes it a yes before there is an answer. */
  readonly presumedBy?: Matched;
  /** Of what a listener is told: the call that registers the listener. */
  readonly toldBy?: Matched;
  /** Why a truthy value is not enough, shown when `accepts` is not what the code compares with. */
  readonly caution?: string;
}

export interface RedactorModel extends Matched {
  /** Labels that are gone from `return`; `all` for every label. An empty list: known *not* to redact. */
  readonly redactor: readonly Label[] | 'all';
  /** Holds if only some patterns or paths are removed. */
  readonly partial?: boolean;
  readonly caution?: string;
}

export interface PropagatorModel extends Matched {
  /** `arg0 -> return`, `receiver -> arg0.param0`, `arg0 -> receiver`. An empty list: no content passes. */
  readonly propagates: readonly string[];
}

/** A named hop: what is sent under a name arrives at the receivers of that name. Models that share `channel` are one channel. */
export interface ChannelModel {
  readonly channel: string;
  /** Holds if only listeners on the same object hear it, as with an event emitter. */
  readonly sameReceiver?: boolean;
  /** Holds if what nobody here hears is lost, as inside one page; otherwise it has left for another process. */
  readonly staysInside?: boolean;
  /** Names of messages that somebody else sends to the same listeners, such as the platform. */
  readonly except?: readonly string[];
  readonly send: ChannelEnd & { readonly reply?: boolean };
  readonly receive: ChannelEnd;
}

export interface ChannelEnd {
  readonly api: readonly ApiPattern[];
  readonly when?: Conditions;
  readonly name?: Port;
  readonly payload: Port;
}

/** A call that puts a value under a global name for code elsewhere: a preload script's bridge to its page. */
export interface ExposureModel extends Matched {
  readonly exposes: 'global';
  readonly name: Port;
  readonly value: Port;
}

/** A call that undoes another: what the acquire switched on is off. */
export interface ReleaseModel extends Matched {
  /** The acquires; `any` for whatever call gave out the handle. */
  readonly release: ApiPattern | readonly ApiPattern[];
  /** Ports of this call, and the ports of the acquire that must hold the same: `{ arg0: return }` for a handle. */
  readonly pairs?: Readonly<Record<Port, Port>>;
  /** Ports of both calls that are false where nothing stands there, and must agree; any of them being true is one yes. */
  readonly flags?: readonly Port[];
}

/** A call that switches on what an option had kept off, where consent has to be asked for, or what a call switched off. */
export interface StartModel extends Matched {
  readonly starts: ApiPattern | readonly ApiPattern[];
}

export const TIME_UNITS = ['ms', 's', 'min'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** A time between two runs. */
interface Paced {
  /** Where the time stands, or the time itself. */
  readonly period?: Port | number;
  /** `ms` when absent. */
  readonly unit?: TimeUnit;
}

/** A call after which something happens less often. */
export interface ThrottleModel extends Matched, Paced {
  /** What passes less often: the `calls` of the function that it gives back, or the events of a `stream`. */
  readonly throttle: 'calls' | 'stream';
}

export const OCCASIONS = ['timer', 'act', 'platform', 'unmount', 'exit', 'at-once'] as const;
/**
 * What makes a library run a function it was given: a clock, the person, the machine or page that sleeps, wakes up or
 * gets a network, an end that comes anyway, or nothing more.
 */
export type Occasion = (typeof OCCASIONS)[number];

export interface RunsModel extends Matched, Paced {
  readonly runs: Occasion;
  /** The function; `arg0.return` is the one that the first argument gives back. */
  readonly callback: Port;
  /** Of a timer: holds if it runs the function again and again. */
  readonly repeats?: boolean;
}

/** How often a sensor fires. */
export interface RateModel extends Matched {
  /** Events a second while the person is at work. */
  readonly rate: number;
  /** Fields of an event that say which kind it is, where the rate is of several kinds together. */
  readonly kinds?: readonly string[];
}

/** A call that says in which sites the code of its file runs. */
export interface CoverModel extends Matched {
  readonly covers: Port;
}

export const READERS = ['anyone', 'signed-in', 'any-site', 'machine'] as const;
/** Who can read something: everyone, whoever has an account, every web page, the other users of the machine. */
export type Reader = (typeof READERS)[number];

/** A call that makes what it is given readable. */
export interface OpeningModel extends Matched {
  readonly opens: Reader;
  /** It does not where the program calls one of these anywhere. */
  readonly unlessCalled?: readonly ApiPattern[];
  /** Ports whose content is opened; every argument when absent. Empty: a setting, which opens what the server answers. */
  readonly takes?: readonly Port[];
}

export type RouteName = 'held' | 'field';

/**
 * A route of a server: code that a request from outside runs. Ports start at its handler: `method.param0.body`.
 */
export interface RouteModel extends Matched {
  /** An HTTP method, `any`, `name` (what the API is called), or `use`: what stands in front of the routes below it. */
  readonly route: string;
  readonly path?: Port;
  /** What it is called where it has no path: by the properties that hold it, or as a field of a query language. */
  readonly named?: RouteName;
  /** Of those that are held: names of the calls that make a holder of an object. */
  readonly holders?: readonly string[];
  /** Calls between the first one and the one that declares it, in any order: `procedure.input().use().query()`. */
  readonly chain?: readonly string[];
  /** Those of them whose arguments stand in front of the handler. */
  readonly front?: readonly string[];
  /** Instead of being declared by a call of its own: the names of the objects whose properties are handlers. */
  readonly lists?: readonly string[];
  /** Names of the calls that put such routes on a server. */
  readonly mounted?: readonly string[];
  /** Where the request's own content is. */
  readonly body?: readonly Port[];
  /** Calls whose arguments are the answer: `method.param1.json`. */
  readonly responds?: readonly Port[];
  /** Holds if what the handler returns is the answer. */
  readonly returns?: boolean;
  /** Instead of a call: a regular expression over a file's path, whose group is the route's path; `api` names its exports. */
  readonly file?: string;
}

/** A call that sends a request: the other end of a route. */
export interface RequestModel extends Matched {
  /** The HTTP method, or `name` (what the API is called). */
  readonly request: string;
  /** The address; where routes are fields, the text that names them. */
  readonly url?: Port;
  /** What the route is called where it has no path; `held`: by the members that the API is read from. */
  readonly named?: RouteName;
  /** Where the method may stand instead. */
  readonly method?: Port;
  readonly body: readonly Port[];
}

/** A check of who is asking. */
export interface GuardModel extends Matched {
  /**
   * `authenticates`: somebody is signed in. `authorizes`: this person may read this. `none`: neither, whatever it is called.
   * `arguments`: what its arguments say. `everywhere`: something guards all routes of the program.
   */
  readonly guard: 'authenticates' | 'authorizes' | 'none' | 'arguments' | 'everywhere';
  /** Of `arguments` that are classes: the method that lets a request pass where it gives something truthy. */
  readonly letsPass?: string;
}

/** A call that uses a named store. */
export interface StoreModel extends Matched {
  /**
   * `write` and `read`: a table or collection. `statement`: either, as the SQL text says. `save`: a file in a folder.
   * `serve`: a folder, to whoever asks. `host`: a place of which a file of rules says who may read it. `open`: everybody
   * may read what is hosted under a name.
   */
  readonly store: 'write' | 'read' | 'statement' | 'save' | 'serve' | 'host' | 'open';
  /**
   * The port with its name, `segment` (the part of the API before the last), or `receiver` (what its receiver was
   * looked up by).
   */
  readonly named: Port;
  /**
   * Which rules say who may read it: `rules NAME` (a service in a file of security rules), `json` (a tree of them),
   * `sql` (row-level security of the table), `sql TABLE` (a table with a row for each place, and a column `public`).
   */
  readonly ruledBy?: string;
}

export type Model =
  | SensorModel
  | SinkModel
  | GateModel
  | RedactorModel
  | PropagatorModel
  | ChannelModel
  | ExposureModel
  | ReleaseModel
  | StartModel
  | ThrottleModel
  | RunsModel
  | RateModel
  | CoverModel
  | OpeningModel
  | RouteModel
  | RequestModel
  | GuardModel
  | StoreModel;

/**
 * A word that makes a file worth parsing. `near` demands one of these words as well, `apart` that there is none of them,
 * `pieces` that one of them is put together there: `${PREFIX}down`.
 */
export type VocabularyEntry =
  | string
  | {
      readonly word: string;
      readonly near?: readonly string[];
      readonly apart?: readonly string[];
      readonly pieces?: readonly string[];
    };

/** One file under rules/models, or one of a user's. */
export interface ModelFile {
  /** npm packages whose exports the patterns start at. */
  readonly package?: string | readonly string[];
  /** The versions that the facts hold for: `>=7 <9` for all packages of the file, or a range for each by its name. */
  readonly versions?: string | Readonly<Record<string, string>>;
  /** `web`, `node`, `extension`, …: patterns start at a global. */
  readonly platform?: string;
  /** Globals that have the same members as the package's exports, as a script tag leaves them: `posthog`, `chrome`. */
  readonly globals?: readonly string[];
  /** Where the facts come from. */
  readonly source: string;
  /** Words that make a file worth parsing; the package names when absent. */
  readonly vocabulary?: readonly VocabularyEntry[];
  readonly models: readonly Model[];
}

/** The lists of names.yaml that hold expressions alone. */
export const NAME_LISTS = [
  'consent',
  'permission',
  'refusal',
  'yes',
  'redactor',
  'notRedactor',
  'recordButton',
  'agreeButton',
  'observing',
  'refuseButton',
  'sender',
  'debugging',
  'unmount',
  'place',
  'allowed',
  'excluded',
  'secretField',
  'authenticates',
  'authorizes',
  'owner',
] as const;

/** Names that decide only where nothing firmer can be read; see docs/names.md. Regular expressions without flags, matched ignoring case. */
export interface NameFile {
  readonly consent: readonly string[];
  /** A question whether something may be done, which may rest on the person's answer or on anything else. */
  readonly permission: readonly string[];
  readonly refusal: readonly string[];
  /** Literals that mean yes where a consent, or an answer, is compared with one. */
  readonly yes: readonly string[];
  readonly notConsent: readonly { readonly names: string; readonly is: GateModel['gate'] }[];
  readonly redactor: readonly string[];
  readonly notRedactor: readonly string[];
  /** Labels or handler names of a button that names a recording. */
  readonly recordButton: readonly string[];
  /** Words on a control that agree to being observed. */
  readonly agreeButton: readonly string[];
  /** Words of a question that is about observing somebody. */
  readonly observing: readonly string[];
  /** A button's label that says no, or puts off the answer. */
  readonly refuseButton: readonly string[];
  readonly sender: readonly string[];
  readonly debugging: readonly string[];
  /** Methods that a framework calls when a component, a service or an extension goes away. */
  readonly unmount: readonly string[];
  /** What says where something happens: a site, an application. */
  readonly place: readonly string[];
  /** What lets only listed places in, and what leaves listed places out. */
  readonly allowed: readonly string[];
  readonly excluded: readonly string[];
  /** A question whether a field holds a secret. */
  readonly secretField: readonly string[];
  /** A check of who is asking, and one of what that person may do. */
  readonly authenticates: readonly string[];
  readonly authorizes: readonly string[];
  /** What says whose a record is. */
  readonly owner: readonly string[];
}

/** What a rule's conditions may ask about one capture. */
export interface JudgedFacts {
  readonly consent: Verdict;
  readonly redaction: Verdict;
  /** Why the obligation has its verdict; see judge/causes. */
  readonly cause: string;
  readonly record: 'identifiable' | 'unread' | 'content-free';
  readonly secret: boolean;
  readonly sensor: Sensor;
  readonly reach: Reach;
  readonly sends: boolean;
}

type FactTest = { readonly [Fact in keyof JudgedFacts]?: JudgedFacts[Fact] | readonly JudgedFacts[Fact][] };

/** rules/<id>/rule.yaml. The page beside it, rule.md, is the help text. */
export interface Rule {
  readonly id: string;
  readonly obligation: Obligation;
  readonly title: string;
  /** One sentence for lists and SARIF. */
  readonly summary: string;
  /** The rule speaks when all of these hold. */
  readonly when: FactTest & { readonly verdict: Verdict | readonly Verdict[] };
  /** Of a rule on volume: what may leave. */
  readonly limits?: Limits;
  /** First entry whose test holds decides; none: no finding. */
  readonly severity: readonly { readonly when?: FactTest; readonly is: Severity }[];
  /** With {api}, {sensor}, {sink}, {reason}. One factual sentence. */
  readonly message: string;
  /** What to do, in one or two sentences. */
  readonly advice: string;
  readonly references?: readonly string[];
}

/** Times a second. */
export interface Limits {
  /** A throttle that lets more than this through is none. */
  readonly thinned: number;
  /** How often a sensor may be polled, by sensor; `any` for every other. */
  readonly polled: Readonly<Partial<Record<Sensor, number>>> & { readonly any: number };
}

export interface RuleWithPage extends Rule {
  /** Markdown. */
  readonly page: string;
}

/** Everything known for one run. */
export interface Catalogue {
  readonly models: readonly ModelFile[];
  readonly names: NameFile;
  readonly rules: readonly RuleWithPage[];
}
