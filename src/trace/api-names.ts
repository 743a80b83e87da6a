/** How an access path is shown: as code reads it. */
import type { Context } from './match.js';
import { portTargets } from './match.js';
import type { SensorSite } from './sensors.js';

/** `global#fetch` is `fetch`, `?.capturePage` is `*.capturePage`. */
export function readable(path: string): string {
  return path.replace(/^global#/, '').replace(/^\?/, '*');
}

/** Adds the literal that decided: `uiohook-napi#uIOhook.on(keydown)`. */
export function displayed(context: Context, sensor: SensorSite): string {
  const api = readable(sensor.api);
  if (!sensor.model.when || !('arg0' in sensor.model.when)) return api;
  const names = (portTargets(context, sensor.site, 'arg0', sensor.frame) ?? []).flatMap((target) =>
    target.kind === 'const' ? [String(target.value)] : [],
  );
  return names.length === 0 || names.length > 3 ? api : `${api}(${names.join('|')})`;
}
