/**
 * One world: a person, the circumstances, a clock, what the sensors show, and what arrived at the sinks.
 *
 * Stubs are made for one world and tell it of everything: controls, questions, listeners, deliveries.
 */
import { Canary, type Variant } from './canary.js';
import { Clock, settled } from './clock.js';
import { type Control, type Meaning, type Says, meaningOf } from './person.js';
import { shown } from './shown.js';

export interface WorldPlan {
  readonly says: Says;
  /** The environment, flags, roles and servers say that recording is on. */
  readonly circumstances: boolean;
  /** The variant of the secret in each round; `textOnly`: positions stay as they are. */
  readonly variantOf: (round: number) => Variant;
  readonly textOnly?: boolean;
}

/** Longer than any buffer is kept. */
const QUIET = 6000;

/** What kind of thing a sensor sees, told by the stub that stands for it. */
export interface Sight {
  readonly label: 'key' | 'text' | 'coordinates' | 'pixels' | 'title' | 'clipboard' | 'media' | 'session';
  readonly reach: 'global' | 'document' | 'element' | 'sdk';
}

export interface Delivery {
  readonly sink: string;
  readonly kind: string;
  readonly text: string;
  readonly round: number;
  /** Somebody had agreed when it arrived. */
  readonly agreed: boolean;
}

/** What the person sees happen gets the person's own yes, where the platform asks for it. */
export type GrantedBy = 'answer' | 'press' | 'picker';

export class World {
  readonly clock = new Clock((run) => this.run(run));
  readonly canary: Canary;
  /** Positions and windows, where only text is varied. */
  readonly place: Canary;
  readonly deliveries: Delivery[] = [];
  readonly sights: Sight[] = [];
  readonly errors: string[] = [];
  /** What outlives a restart: browser storage, settings files. */
  readonly stores = new Map<string, Map<string, unknown>>();
  readonly grants = new Set<GrantedBy>();
  says: Says;
  agreed = false;
  readCircumstances = false;
  /** A question was answered that could have been closed instead. */
  asked = false;
  /** Controls that are there for good, and those that components show now. */
  controls: Control[] = [];
  shownControls: Control[] = [];
  /** Told when the person's answer to a consent platform changes. */
  answerListeners: (() => void)[] = [];
  private emitters: (() => void)[] = [];
  private waiting: (() => void)[] = [];

  constructor(readonly plan: WorldPlan) {
    this.says = plan.says;
    this.canary = new Canary(plan.variantOf);
    this.place = new Canary(plan.textOnly ? () => 'first' : plan.variantOf);
    if (plan.says === 'yes') this.agreed = true;
  }

  /** Runs a piece of the program; what it throws ends that piece and nothing else. */
  run(piece: () => unknown): void {
    try {
      piece();
    } catch (error) {
      this.errors.push(String(error));
    }
  }

  circumstance(): boolean {
    this.readCircumstances = true;
    return this.plan.circumstances;
  }

  store(name: string): Map<string, unknown> {
    const found = this.stores.get(name) ?? new Map<string, unknown>();
    this.stores.set(name, found);
    return found;
  }

  /** A sink stub got something. */
  deliver(kind: string, sink: string, ...data: readonly unknown[]): void {
    const text = data.map((each) => shown(each)).join(' ');
    this.deliveries.push({ sink, kind, text, round: this.canary.round, agreed: this.agreed });
  }

  /** A sensor stub was switched on; `emit` shows the program one event. */
  sense(sight: Sight, emit: () => void): void {
    this.see(sight);
    this.eachTurn(emit);
  }

  /** Something that happens again and again, seen or not. */
  eachTurn(emit: () => void): void {
    this.emitters.push(emit);
  }

  /** A sensor that is read, not listened to. */
  see(sight: Sight): void {
    if (!this.sights.some(({ label, reach }) => label === sight.label && reach === sight.reach))
      this.sights.push(sight);
  }

  /** Runs `then` as soon as the person has an answer; at once if there is one. */
  onceDecided(then: () => void): void {
    if (this.says === 'nothing') this.waiting.push(then);
    else then();
  }

  /** The person decides. */
  async decide(says: Says): Promise<void> {
    this.says = says;
    if (says === 'yes') this.agreed = true;
    for (const then of this.waiting.splice(0)) this.run(then);
    for (const listener of this.answerListeners) this.run(listener);
    await settled();
    await this.press(says === 'yes' ? ['allow', 'record'] : says === 'no' ? ['refuse'] : []);
  }

  /** Presses every control of these meanings that is there. */
  async press(meanings: readonly Meaning[]): Promise<void> {
    for (const control of [...this.controls, ...this.shownControls]) {
      const meaning = meaningOf(control.label);
      if (!meanings.includes(meaning)) continue;
      if (meaning === 'record') this.grants.add('press');
      else if (meaning === 'allow') this.grants.add('answer');
      this.run(() => control.press(meaning === 'allow' || meaning === 'everyday'));
      await settled();
    }
  }

  /** The person types, moves, copies, changes windows: once and then nothing for a while, then more in a row. */
  async round(number: number, turns = 5): Promise<void> {
    this.canary.round = this.place.round = number;
    for (let turn = 0; turn < turns; turn++) {
      for (const emit of [...this.emitters]) this.run(emit);
      await settled();
      await this.clock.advance(turn === 0 ? QUIET : 400);
      this.canary.step();
      this.place.step();
    }
    await this.clock.advance(turns * 2000);
  }

  /** Everything that is gone when the program ends. */
  restart(): void {
    this.emitters = [];
    this.waiting = [];
    this.controls = [];
    this.shownControls = [];
    this.answerListeners = [];
  }
}
