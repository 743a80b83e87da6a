/**
 * What `trace` hands to `judge`: each capture with its content's ways out and the consent that covers them, as plain data.
 */
import type { Reader, SensorModel } from './catalogue.js';
import type { Hosted } from './policy.js';
import type { Location, SinkKind, Step } from './result.js';

/** A check in the place of consent. */
export interface WeakCheck {
  /** environment, feature-flag, constant, default-on, polarity, … */
  readonly is: string;
  readonly step: Step;
  readonly claimsConsent: boolean;
}

export interface ConsentTrace {
  readonly verdict: 'met' | 'unmet' | 'unproven';
  /** `asked`: by the platform's own prompt. `press`: a control that names the recording. */
  readonly by?: 'act' | 'name' | 'press' | 'asked' | 'off';
  /** The check's lines, or the path that avoids every check. */
  readonly evidence: readonly Step[];
  readonly weak: readonly WeakCheck[];
  /** Where an ungated path begins: module, event, export, unreferenced. */
  readonly entry?: string;
}

export interface SinkTrace {
  readonly kind: SinkKind;
  readonly api: string;
  readonly location: Location;
  readonly trace: readonly Step[];
  readonly consent: ConsentTrace;
  /** `none`: content as it is; `partial`: what a redactor left of it; `unread`: what one that was not read left of it. */
  readonly redaction: 'none' | 'partial' | 'unread';
  readonly redactor?: Step;
}

/** Somebody who can read what was captured. */
export interface ReaderTrace {
  /** `owner`: only who may. `unread`: what is asked of a reader could not be read. */
  readonly who: Reader | 'owner' | 'unread';
  /** Where it becomes readable. */
  readonly step: Step;
  /** What a reader has to pass. */
  readonly guard?: Step;
  /** From the sensor to here. */
  readonly trace: readonly Step[];
}

/** How far a capture sees, and what limits it. */
export interface CoverageTrace {
  /**
   * `own`: no further than the app's own window. `windowless`: of no window at all. `list`: only what is listed. `named`: a check that calls itself a list
   * and could not be read. `exclusions`: everything but what is listed.
   */
  readonly limit: 'own' | 'windowless' | 'list' | 'named' | 'exclusions' | 'none';
  /** Holds if fields that hold a secret are captured too. */
  readonly keepsSecrets?: boolean;
  readonly evidence: readonly Step[];
}

export type MaskingTrace = 'all' | 'inputs' | 'none' | 'remote';

/**
 * Whether the person can make it stop.
 *
 * `stopped`: a release that the person runs. `rechecked`: their answer is asked for again at each event. `restart`: it
 * has no stop, and asks before each start. `platform`: the platform that asked lets them take it back. `single`: it
 * looks once and does not run on. `paused`: a timer or a time starts it again. `ended`: only when something ends
 * anyway. `endless`: nothing stops it. `unread`: who stops it was not found.
 */
export interface WithdrawalTrace {
  readonly is:
    | 'stopped'
    | 'rechecked'
    | 'restart'
    | 'platform'
    | 'single'
    | 'paused'
    | 'ended'
    | 'endless'
    /** The person can stop it, and it was not found whether that lasts. */
    | 'doubtful'
    | 'unread';
  /** What is known of the end, or of who brings it about. */
  readonly why?: string;
  readonly evidence: readonly Step[];
}

/** What makes the way to a sink pass less often than the sensor fires. */
export interface Thinning {
  readonly by: 'throttle' | 'buffer' | 'sample' | 'unread';
  /** Milliseconds between two runs, where they can be read. */
  readonly period?: number;
  readonly step: Step;
}

export interface VolumeTrace {
  /** Times a second that the sensor fires or is looked at; absent where that is not known. */
  readonly rate?: number;
  /** Holds if a timer looks at it. */
  readonly polled?: Step;
  /** For each way to a sink. */
  readonly flows: readonly {
    readonly kind: SinkKind;
    readonly api: string;
    readonly location: Location;
    readonly thinned?: Thinning;
    /** Where events are put into a list that nothing empties. */
    readonly grows?: Step;
  }[];
}

export interface CaptureTrace {
  readonly model: SensorModel;
  readonly api: string;
  readonly location: Location;
  /** Names of the functions and classes around the sensor, outermost first; for fingerprints. */
  readonly scope: readonly string[];
  /** Consent for switching the sensor on. */
  readonly consent: ConsentTrace;
  readonly sinks: readonly SinkTrace[];
  readonly masking?: { readonly hides: MaskingTrace; readonly evidence: readonly Step[] };
  readonly withdrawal: WithdrawalTrace;
  readonly volume: VolumeTrace;
  /** Everybody who is seen to be able to read it. */
  readonly readers: readonly ReaderTrace[];
  /** Where it is kept under rules that are no code. */
  readonly hosted: readonly Hosted[];
  readonly coverage: CoverageTrace;
  /** Holds if the search for sinks stopped at its limit. */
  readonly cut: boolean;
  /** Holds if nothing in the program runs the code. */
  readonly unreferenced: boolean;
  /** Holds if the file belongs to a package that others import and that does not start itself. */
  readonly library: boolean;
}
