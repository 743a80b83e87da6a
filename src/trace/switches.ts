/** Where a capture is switched on: the registration itself, or the timer or listener that has it look again and again. */
import { type FunctionNode, type ValueRef, refKey } from '../link/program.js';
import type { Driver, Drivers } from './drivers.js';
import { type Context, calleePaths } from './match.js';
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

export function switchedOn(context: Context, drivers: Drivers, releases: Releases, sensor: SensorSite): Switch {
  if (runsOn(sensor) || releases.isReleasable(sensor.site))
    return { acquires: distinct([sensor.site, sensor.at]), upward: [], ends: [] };
  const acquires: ValueRef[] = [];
  const upward: ValueRef[] = [sensor.site];
  const ends: Driver[] = [];
  drivers.climb(sensor.site.fn, (way, reached) => {
    if (way.by === 'call' && way.site) {
      upward.push(way.site);
      return [way.site];
    }
    const isKept =
      (way.by === 'timer' || way.by === 'event') &&
      way.site !== undefined &&
      keepsOn(context, drivers, releases, way.site, reached.fn);
    if (isKept) acquires.push(way.site);
    else ends.push({ way, reached });
    return [];
  });
  return { acquires: distinct(acquires), upward, ends };
}

/** Holds for what hands over events from then on, and for a recorder. */
function runsOn({ model, handler }: SensorSite): boolean {
  const ports = [model.payload ?? 'return'].flat();
  return handler !== undefined || model.sends !== undefined || ports.every((port) => port.includes('.param'));
}

/** Holds for a timer that comes again, and for a listener that can be taken off. */
function keepsOn(context: Context, drivers: Drivers, releases: Releases, site: ValueRef, run: FunctionNode): boolean {
  const models = calleePaths(context, site).flatMap((path) => context.index.runsAt(path));
  const timers = models.filter(({ runs }) => runs === 'timer');
  if (timers.length === 0) return releases.isReleasable(site);
  return timers.some(({ repeats }) => repeats) || drivers.ancestors(run).has(site.fn);
}

function distinct(sites: readonly ValueRef[]): readonly ValueRef[] {
  return [...new Map(sites.map((site) => [refKey(site), site])).values()];
}
