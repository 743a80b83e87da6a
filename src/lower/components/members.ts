/** How a template's names are written where they mean members of the component. */
import type { Spell } from './template.js';
import { COMPONENT } from './write.js';

/** What templates may use of the language; everything else is the component's. */
const GLOBALS = new Set(
  `undefined NaN Infinity isFinite isNaN parseFloat parseInt encodeURI encodeURIComponent decodeURI decodeURIComponent
   Math Number Date Array Object Boolean String RegExp Map Set JSON Intl BigInt console Error Symbol`.split(/\s+/),
);

/** `typed` is `$component.typed`; as it is where no component is known. */
export function memberSpelling(isKnown: boolean): Spell {
  return (name) => {
    if (!isKnown || GLOBALS.has(name)) return undefined;
    return name === 'this' ? COMPONENT : `${COMPONENT}.${name}`;
  };
}
