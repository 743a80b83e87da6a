/**
 * `consentlint models`: lists the built-in models and those of the configuration here.
 */
import { catalogueFor, loadConfig } from '../catalogue/index.js';
import { type ListedModel, filterModels, listModels } from '../catalogue/listing.js';
import { type Line, line, padded, span } from '../report/pretty/line.js';
import { type Looks, paint } from '../report/pretty/paint.js';
import { beside } from '../report/pretty/wrap.js';
import { safeJson } from '../report/safe.js';
import { counted } from '../report/tally.js';
import { print } from './output.js';
import { paletteFor, widthFor } from './terminal.js';

export interface ModelsOptions {
  readonly format: 'pretty' | 'json';
  readonly color: boolean;
}

export async function modelsCommand(filter: string | undefined, { format, color }: ModelsOptions): Promise<void> {
  const root = process.cwd();
  const all = listModels(catalogueFor(loadConfig(root), root).models);
  const models = filter === undefined ? all : filterModels(all, filter);
  const looks = {
    width: widthFor(process.stdout, process.env),
    palette: paletteFor(process.stdout, process.env, color),
  };
  await print(format === 'json' ? safeJson({ models }) : renderModels(models, looks));
}

const GAP = 2;

/** Prints the models of one origin under its name, a model on each line. */
export function renderModels(models: readonly ListedModel[], { width, palette }: Looks): string {
  const labels = models.map(({ role, is }) => `  ${role} ${is}`);
  const column = Math.min(36, Math.max(0, ...labels.map(({ length }) => length)) + GAP);
  const lines = models.flatMap((model, at): Line[] => {
    const heading = originOf(model);
    const isFirst = at === 0 || originOf(models[at - 1]!) !== heading;
    const label = padded('accent', labels[at]!, column);
    const body = [span('plain', model.api.join(', ')), span('dim', model.notes.map((note) => ` · ${note}`).join(''))];
    return [...(isFirst ? [line('strong', heading)] : []), ...beside(label, body, width)];
  });
  return paint([...lines, line('dim', counted(models.length, 'model'))], palette);
}

function originOf({ package: names, platform, versions }: ListedModel): string {
  const origin = names === undefined ? `platform ${platform ?? ''}` : [names].flat().join(', ');
  return typeof versions === 'string' ? `${origin} (${versions})` : origin;
}
