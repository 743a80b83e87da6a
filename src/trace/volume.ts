/**
 * How often does content leave? Estimates how often a sensor fires, and asks each way to a sink what thins it.
 *
 * In: a sensor and the ways of its content. Out: a VolumeTrace.
 */
import { unboundedOn } from './buffers.js';
import type { SinkHit } from './facts.js';
import { readable } from './api-names.js';
import type { Drivers } from './drivers.js';
import { type Context, calleePaths, conditionsHold } from './match.js';
import type { RateModel } from '../model/catalogue.js';
import type { VolumeTrace } from '../model/trace.js';
import { type ValueRef } from '../link/program.js';
import { periodAt } from './periods.js';
import { Releases } from './releases.js';
import type { SensorSite } from './sensors.js';
import { switchedOn } from './switches.js';
import { Thinnings } from './thinning.js';

export class Volume {
  private readonly releases: Releases;
  private readonly thinnings: Thinnings;

  constructor(
    private readonly context: Context,
    private readonly drivers: Drivers,
  ) {
    this.releases = new Releases(context);
    this.thinnings = new Thinnings(context, drivers, this.releases);
  }

  of(sensor: SensorSite, hits: readonly SinkHit[]): VolumeTrace {
    const model = this.rateModel(sensor);
    const rate = model?.rate;
    const timer = rate === undefined ? this.timerOf(sensor) : undefined;
    const { program } = this.context.callers.e;
    if (rate === undefined && !timer) return { flows: [] };
    return {
      rate: rate ?? (timer?.period === undefined ? undefined : 1_000 / timer.period),
      polled: timer && { location: program.locate(timer.site), note: 'it is looked at from this timer' },
      flows: hits.map((hit) => ({
        kind: hit.kind,
        api: readable(hit.api),
        location: program.locate(hit.site),
        thinned: this.thinnings.of(sensor, hit, model?.kinds),
        grows: unboundedOn(this.context, hit.fact, rate === undefined ? undefined : sensor.at.fn),
      })),
    };
  }

  private rateModel({ api, site, frame }: SensorSite): RateModel | undefined {
    return this.context.index
      .ratesAt(api)
      .find((model) => conditionsHold(this.context, site, model.when, frame) === 'yes');
  }

  /** The fastest of the timers that look. */
  private timerOf(sensor: SensorSite): { readonly site: ValueRef; readonly period?: number } | undefined {
    const { acquires } = switchedOn(this.drivers, this.releases, sensor);
    const timers = acquires.flatMap((site) =>
      calleePaths(this.context, site).flatMap((path) =>
        this.context.index
          .runsAt(path)
          .filter(({ runs }) => runs === 'timer')
          .map((model) => ({ site, period: periodAt(this.context, site, model) })),
      ),
    );
    return timers.sort((a, b) => (a.period ?? Infinity) - (b.period ?? Infinity))[0];
  }
}
