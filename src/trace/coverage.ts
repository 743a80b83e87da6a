/**
 * How far a capture sees beyond the app's own window, and what on its way keeps that to listed applications or sites.
 */
import type { Step } from '../model/result.js';
import type { CoverageTrace } from '../model/trace.js';
import { type ValueRef, refKey, valueOf } from '../link/program.js';
import { ContentScripts } from './content-scripts.js';
import type { ContentFact, SinkHit } from './facts.js';
import type { Context } from './match.js';
import type { CompiledNames } from './names.js';
import { type Passed, Passes, strongest, weakest } from './passes.js';
import { askForLimit, askForSecrets, mentionsSecret } from './scope-checks.js';
import type { SensorSite } from './sensors.js';

/** The clipboard, sound and pictures of the room belong to no window: no list of applications limits them. */
const BEYOND: Readonly<Partial<Record<SensorSite['model']['sensor'], string>>> = {
  keystroke: 'it hears the keys of every application',
  pointer: 'it sees the pointer in every application',
  screen: 'it sees whatever is on the screen',
  'app-activity': 'it learns of every application or site in front',
  'input-value': 'it sees what is typed on every site',
  'session-replay': 'it records every site',
};

export class Coverage {
  private readonly scripts: ContentScripts;
  private readonly limits: Passes;
  private readonly secrets: Passes;

  constructor(
    private readonly context: Context,
    private readonly names: CompiledNames,
  ) {
    this.scripts = new ContentScripts(context);
    this.limits = new Passes(context, askForLimit(context, names));
    this.secrets = new Passes(context, askForSecrets(context, names));
  }

  of(sensor: SensorSite, hits: readonly SinkHit[]): CoverageTrace {
    const note = BEYOND[sensor.model.sensor];
    if (note === undefined) return { limit: 'windowless', evidence: [] };
    const location = this.context.callers.e.program.locate(sensor.at);
    const outside = this.scripts.outsidePrivateWindows(sensor.at.fn.file.facts.path);
    const coverage = this.covered(sensor, hits, { location, note });
    return coverage.limit === 'own' || !outside ? coverage : { ...coverage, evidence: [...coverage.evidence, outside] };
  }

  private covered(sensor: SensorSite, hits: readonly SinkHit[], beyond: Step): CoverageTrace {
    if (sensor.model.reach === 'global') return this.limited(sensor, hits, beyond);
    const sites = this.scripts.sitesOf(sensor.at.fn.file.facts.path);
    if (!sites) return { limit: 'own', evidence: [] };
    const limit = sites.isEvery
      ? this.limited(sensor, hits, sites.step)
      : { limit: 'list' as const, evidence: [sites.step] };
    return { ...limit, keepsSecrets: seesFields(sensor) && !this.skipsSecrets(sensor, hits) };
  }

  private limited(sensor: SensorSite, hits: readonly SinkHit[], beyond: Step): CoverageTrace {
    const passed = this.passed(this.limits, sensor, hits);
    if (!passed) return { limit: 'none', evidence: [beyond] };
    return { limit: passed.is as CoverageTrace['limit'], evidence: [passed.step, beyond] };
  }

  private skipsSecrets(sensor: SensorSite, hits: readonly SinkHit[]): boolean {
    return (
      this.passed(this.secrets, sensor, hits) !== undefined ||
      hits.every((hit) => stepsOf(hit.fact).some((ref) => choosesBySecret(this.names, ref)))
    );
  }

  /** A check may stand at the sensor, or on the way to each of its sinks. */
  private passed(passes: Passes, sensor: SensorSite, hits: readonly SinkHit[]): Passed | undefined {
    const onTheWay = hits.map((hit) => strongest([...stepsOf(hit.fact), hit.site].map((ref) => passes.within(ref))));
    return strongest([passes.before(sensor.site), passes.before(sensor.at), weakest(onTheWay)]);
  }
}

/** Gets the places that content came through, and the calls that it was handed on by. */
function stepsOf(fact: ContentFact): readonly ValueRef[] {
  const found = new Map<number, ValueRef>();
  for (let at: ContentFact | undefined = fact; at; at = at.from) {
    found.set(refKey(at.ref), at.ref);
    if (at.frame) found.set(refKey(at.frame.via.site), at.frame.via.site);
  }
  return [...found.values()];
}

/** `field.type === 'password' ? '' : field.value` */
function choosesBySecret(names: CompiledNames, ref: ValueRef): boolean {
  const value = valueOf(ref);
  return value.op === 'choose' && mentionsSecret(names, { fn: ref.fn, id: value.test });
}

function seesFields({ model }: SensorSite): boolean {
  return model.sensor === 'keystroke' || model.sensor === 'input-value';
}
