/** Where a capture is switched on: the registration itself, or the timer or listener that has it look again and again. */
import { type FunctionNode, type ValueRef, refKey } from '../link/program.js';
import type { Driver, Drivers, Way } from './drivers.js';
import type { Releases } from './releases.js';
import type { SensorSite } from './sensors.js';

export interface Switch {
  /** The calls that set the capture going; none where it looks once each time it is run. */
  readonly acquires: readonly ValueRef[];
  /** The points that are passed each time it looks. */
  readonly upward: readonly ValueRef[];
  /** What else has it look. */
  readonly ends: readonly Driver[];
}

export function switchedOn(drivers: Drivers, releases: Releases, sensor: SensorSite): Switch {
  if (runsOn(sensor) || releases.isReleasable(sensor.site))
    return { acquires: distinct([sensor.site, sensor.at]), upward: [], ends: [] };
  const acquires: ValueRef[] = [];
  const upward: ValueRef[] = [sensor.site];
  const ends: Driver[] = [];
  drivers.climb({ fn: sensor.site.fn, site: sensor.site }, (way, reached) => {
    if (way.by === 'call' && way.site) {
      upward.push(way.site);
      return [way.site];
    }
    if ((way.by !== 'timer' && way.by !== 'event' && way.by !== 'platform') || !way.site) {
      ends.push({ way, reached });
      return [];
    }
    if (way.by === 'timer' && !comesAgain(drivers, way, way.site, reached.fn)) return [way.site];
    // A listener that is taken off somewhere; for any other it is not known who has it run.
    if (way.by === 'timer' || releases.of(way.site).length > 0) acquires.push(way.site);
    else ends.push({ way, reached });
    return [];
  });
  return { acquires: distinct(acquires), upward, ends };
}

/** Holds for what hands over events from then on, and for a recorder. */
function runsOn({ model, handler }: SensorSite): boolean {
  if (handler !== undefined || model.reach === 'sdk') return true;
  const ports = [model.payload ?? 'return'].flat();
  return !ports.includes('return') && ports.some((port) => port.includes('.param'));
}

/** Holds for an interval, and for a timeout that what it runs sets again. */
function comesAgain(drivers: Drivers, { model }: Way, site: ValueRef, run: FunctionNode): boolean {
  return model?.repeats === true || drivers.ancestors(site.fn).has(run);
}

function distinct(sites: readonly ValueRef[]): readonly ValueRef[] {
  return [...new Map(sites.map((site) => [refKey(site), site])).values()];
}
