/**
 * Says what of a file the catalogue's words are looked for in.
 *
 * A handler for one key (`@keyup.enter`, `(keydown.escape)`) is no sensor: it learns nothing that its author did not
 * write. Of a template only what it listens to counts, for its text is for people.
 */
import { isVue } from './names.js';

/** Modifiers that say how it is listened to; any other names a key. */
const HOW = '(?:stop|prevent|self|capture|once|passive|native|exact|ctrl|alt|shift|meta)\\b';
const ONE_KEY = new RegExp(`(?:@|\\bv-on:)key(?:down|up|press)(?:\\.${HOW})*\\.(?!${HOW})[\\w-]+`, 'g');
/** The platform's own elements up to the next; what a component calls `change` is a value of its own. */
const ELEMENT = /<[a-z][a-z0-9]*(?=[\s>/])[^<]*/g;
const FIELD = /^<(?:input|textarea)\b/;
/** `(keydown)=`, `[(ngModel)]=`; not `(keydown.enter)=`. */
const OUTPUT = /\(\w+\)\]?=/g;
const MODEL = /\bngModel/;
/** `(document:keydown)=`, on any element. */
const FAR_OUTPUT = /\(\w+:\w+\)=/g;

export function heardIn(path: string, text: string): string {
  return isVue(path) ? text.replace(ONE_KEY, '') : text;
}

export function heardInTemplate(text: string): string {
  const near = (text.match(ELEMENT) ?? []).flatMap((element) => {
    const outputs = element.match(OUTPUT) ?? [];
    return FIELD.test(element) ? outputs : outputs.filter((output) => !MODEL.test(output));
  });
  return [...near, ...(text.match(FAR_OUTPUT) ?? [])].join(' ');
}
