/** Lowers a file, or says in one line why not: nobody's code may end the run. */
import type { FileFacts } from '../model/facts.js';
import type { DiagnosticKind } from '../model/result.js';
import { MAX_PARSED_SIZE, type TemplateOwner } from '../model/source.js';
import { nestingDepth } from './depth.js';
import { lowerFile } from './index.js';

/** Deeper bracket nesting than any person writes; a parser's stack may not survive it. */
const MAX_NESTING = 500;

/** The frameworks' parsers take time that grows faster than the text; nobody writes a component of this size. */
const MAX_COMPONENT_SIZE = 256 * 1024;

export type Lowered =
  | { readonly ok: true; readonly facts: FileFacts }
  | { readonly ok: false; readonly kind: DiagnosticKind; readonly message: string };

export function attempt(path: string, text: string, owner?: TemplateOwner): Lowered {
  if (text.length > MAX_PARSED_SIZE)
    return { ok: false, kind: 'too-large', message: 'larger than 1 MiB; not analysed' };
  if (text.length > MAX_COMPONENT_SIZE && (owner !== undefined || /\.(?:vue|svelte)$/.test(path)))
    return { ok: false, kind: 'too-large', message: 'a component larger than 256 KiB; not analysed' };
  if (nestingDepth(text) > MAX_NESTING)
    return { ok: false, kind: 'too-deep', message: `nested deeper than ${MAX_NESTING} brackets; not analysed` };
  try {
    return { ok: true, facts: lowerFile(path, text, owner) };
  } catch (error) {
    return refusal(error);
  }
}

/** Long chains (`a + a + …`, `else if …`) nest without brackets; a parser's stack ends where nobody's code does. */
function refusal(error: unknown): Lowered {
  if (error instanceof RangeError) return { ok: false, kind: 'too-deep', message: 'nested too deeply; not analysed' };
  const reason = error instanceof Error ? error.message : String(error);
  return { ok: false, kind: 'internal', message: `could not be analysed: ${reason}` };
}
