/**
 * Lists what is known, one row for each model, for the command line and the generated pages.
 */
import type {
  ChannelModel,
  GateModel,
  Model,
  ModelFile,
  RedactorModel,
  ReleaseModel,
  RunsModel,
  SensorModel,
  SinkModel,
  ThrottleModel,
  CoverModel,
  GuardModel,
  OpeningModel,
  RequestModel,
  RouteModel,
  StoreModel,
} from '../model/catalogue.js';
import { type Role, patternsOf, roleOf } from './patterns.js';

type ReachModel = CoverModel | OpeningModel | RouteModel | RequestModel | GuardModel | StoreModel;

export interface ListedModel {
  readonly package?: string | readonly string[];
  readonly platform?: string;
  /** Globals with the members of the package. */
  readonly globals?: readonly string[];
  readonly versions?: ModelFile['versions'];
  readonly role: Role;
  /** What it is in its role: `keystroke`, `network`, `consent`. */
  readonly is: string;
  readonly api: readonly string[];
  /** What a reader has to know beside that. */
  readonly notes: readonly string[];
  readonly source: string;
}

export function listModels(files: readonly ModelFile[]): readonly ListedModel[] {
  return files.flatMap(({ package: names, platform, globals, versions, source, models }) =>
    models.map((model) => ({
      ...(names === undefined ? { platform: platform ?? 'any' } : { package: names }),
      ...(globals === undefined ? {} : { globals }),
      ...(versions === undefined ? {} : { versions }),
      role: roleOf(model),
      is: meaningOf(model),
      api: apiOf(model),
      notes: notesOn(model),
      source,
    })),
  );
}

/** Gets the models that mention this text in their origin, role, meaning or patterns. */
export function filterModels(models: readonly ListedModel[], text: string): readonly ListedModel[] {
  const wanted = text.toLowerCase();
  return models.filter(({ package: names, platform, globals, role, is, api }) =>
    [names ?? [], platform ?? [], globals ?? [], role, is, api]
      .flat()
      .some((word) => word.toLowerCase().includes(wanted)),
  );
}

function apiOf(model: Model): readonly string[] {
  return 'channel' in model ? [...model.send.api, ...model.receive.api] : patternsOf(model.api);
}

function meaningOf(model: Model): string {
  if ('channel' in model) return model.channel;
  if ('sensor' in model) return model.sensor;
  if ('sink' in model) return model.sink;
  if ('gate' in model) return model.gate;
  if ('exposes' in model) return model.exposes;
  if ('release' in model) return patternsOf(model.release).join(', ');
  if ('starts' in model) return patternsOf(model.starts).join(', ');
  if ('throttle' in model) return model.throttle;
  if ('runs' in model) return model.runs;
  if ('rate' in model) return `${model.rate} a second`;
  if ('propagates' in model) return model.propagates.join(', ') || 'nothing';
  if (!('redactor' in model)) return reachOf(model);
  return typeof model.redactor === 'string' ? model.redactor : model.redactor.join(', ') || 'nothing';
}

function reachOf(model: ReachModel): string {
  if ('covers' in model) return model.covers;
  if ('opens' in model) return model.opens;
  if ('route' in model) return model.route;
  if ('request' in model) return model.request;
  return 'guard' in model ? model.guard : model.store;
}

function notesOn(model: Model): readonly string[] {
  if ('channel' in model) return channelNotes(model);
  const when = model.when === undefined ? [] : [`when ${conditions(model.when)}`];
  if ('sensor' in model) return [...when, ...sensorNotes(model)];
  if ('sink' in model) return [...when, ...sinkNotes(model)];
  if ('gate' in model) return [...when, ...gateNotes(model)];
  if ('release' in model) return [...when, ...releaseNotes(model)];
  if ('throttle' in model) return [...when, ...periodNotes(model)];
  if ('runs' in model) return [...when, ...runsNotes(model)];
  return 'redactor' in model ? [...when, ...redactorNotes(model)] : when;
}

function channelNotes({ sameReceiver, staysInside }: ChannelModel): readonly string[] {
  return [
    ...(sameReceiver === true ? ['heard on the same object only'] : []),
    ...(staysInside === true ? ['lost where nobody hears it'] : []),
  ];
}

function sensorNotes({ reach, inherent, sinks, asks, sends, offUntil, masking }: SensorModel): readonly string[] {
  return [
    `reach: ${reach}`,
    ...(inherent === true ? ['listed even when no content leaves'] : []),
    ...(sinks === undefined ? [] : [`only with ${sinks.join(', ')}`]),
    ...(asks === undefined ? [] : ['the platform asks the person']),
    ...(sends === undefined ? [] : [`sends to ${sends} itself`]),
    ...(offUntil ?? []).map((one) => `off with ${conditions(one)}`),
    ...(masking === undefined ? [] : [HIDDEN[masking.defaults]]),
  ];
}

const HIDDEN: Readonly<Record<NonNullable<SensorModel['masking']>['defaults'], string>> = {
  all: 'with no option, text and typed values are hidden',
  inputs: 'with no option, typed values are hidden and text is not',
  none: 'with no option, nothing is hidden',
  remote: 'what is hidden is decided outside the code',
};

function sinkNotes({ takes }: SinkModel): readonly string[] {
  return takes === undefined ? [] : [`takes ${takes.join(', ')}`];
}

function gateNotes({ accepts, callback, caution }: GateModel): readonly string[] {
  return [
    ...(accepts === undefined ? [] : [`yes is ${accepts.map(String).join(' or ')}`]),
    ...(callback === undefined ? [] : [`${callback} runs only after a yes`]),
    ...(caution === undefined ? [] : [caution]),
  ];
}

function redactorNotes({ partial, caution }: RedactorModel): readonly string[] {
  return [...(partial === true ? ['in part'] : []), ...(caution === undefined ? [] : [caution])];
}

function releaseNotes({ pairs, flags }: ReleaseModel): readonly string[] {
  const same = Object.entries(pairs ?? {}).map(([own, other]) =>
    own === other ? `same ${own}` : `${own} is its ${other}`,
  );
  return [...same, ...(flags === undefined ? [] : [`same flag ${flags.join(' or ')}`])];
}

function runsNotes({ callback, repeats, ...paced }: RunsModel): readonly string[] {
  return [`runs ${callback}`, ...(repeats === true ? ['again and again'] : []), ...periodNotes(paced)];
}

function periodNotes({ period, unit }: Pick<ThrottleModel, 'period' | 'unit'>): readonly string[] {
  return period === undefined ? [] : [`period: ${period} ${unit ?? 'ms'}`];
}

function conditions(all: NonNullable<SensorModel['when']>): string {
  return Object.entries(all)
    .map(([port, allowed]) => `${port} is ${typeof allowed === 'string' ? allowed : allowed.map(String).join(' or ')}`)
    .join(', ');
}
