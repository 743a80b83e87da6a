/**
 * What a library does with an assignment: `recorder.ondataavailable = handler` hands content of the recorder to the
 * handler, `video.srcObject = stream` shows the stream in the element.
 */
import type { PropagatorModel } from '../model/catalogue.js';
import type { ValueRef } from '../link/program.js';
import type { ContentFact } from './facts.js';
import type { Search } from './flow.js';
import { assignedPaths } from './match.js';
import { propagate } from './outside.js';

/** Follows content that is in the object assigned to. */
export function handToAssigned(search: Search, fact: ContentFact, site: ValueRef): void {
  for (const model of propagatorsOf(search, site)) propagate(search, fact, site, model, 'receiver');
}

/** Follows content that is assigned; holds if a model says where it goes. */
export function showInReceiver(search: Search, fact: ContentFact, site: ValueRef): boolean {
  const models = propagatorsOf(search, site).filter((model) =>
    model.propagates.some((text) => text.startsWith('value')),
  );
  for (const model of models) propagate(search, fact, site, model, 'value');
  return models.length > 0;
}

function propagatorsOf(search: Search, site: ValueRef): readonly PropagatorModel[] {
  return assignedPaths(search.context, site).flatMap((path) => search.context.index.propagatorsAt(path));
}
