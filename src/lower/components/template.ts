/**
 * What a template says, whichever framework it is written for: elements, handlers, conditions, lists.
 */
import type { Span } from '../../model/facts.js';

/** An expression or statements, as the framework reads them. */
export interface Code {
  /** Differs from what the file says there where the file has character references. */
  readonly text: string;
  readonly span: Span;
}

export type TemplateNode =
  | ElementNode
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  | { readonly kind: 'expression'; readonly code: Code }
  /** The first branch whose condition holds; one without a condition is the last. */
  | { readonly kind: 'choice'; readonly branches: readonly Branch[] }
  /** Repeated for each element of `of`; `names` is a list of parameters. */
  | { readonly kind: 'list'; readonly of: Code | undefined; readonly names: Code; readonly children: TemplateNodes };

export type TemplateNodes = readonly TemplateNode[];

export interface Branch {
  readonly when?: Code;
  readonly children: TemplateNodes;
}

export interface ElementNode {
  readonly kind: 'element';
  readonly tag: string;
  readonly span: Span;
  readonly props: readonly Prop[];
  readonly children: TemplateNodes;
  /** Names under which the element itself is known to its own handlers. */
  readonly self?: readonly string[];
}

export type Prop =
  | { readonly kind: 'text'; readonly name: string; readonly value: string; readonly span: Span }
  | Listener
  /** What is typed (or chosen) goes into a variable. */
  | {
      readonly kind: 'binding';
      readonly event: string;
      readonly from: 'value' | 'checked';
      readonly to: Code;
      readonly span: Span;
    };

export interface Listener {
  readonly kind: 'listener';
  /** The platform's name of it: `keydown`. */
  readonly event: string;
  /** Who is listened to, where it is not the element. */
  readonly target?: string;
  /** `$event.key` has to be one of these. */
  readonly keys: readonly string[];
  /** What runs: a function; statements; or whichever of them it turns out to be. */
  readonly form: 'function' | 'statements' | 'either';
  /** Name of the event in statements. */
  readonly parameter: string;
  /** Holds if statements get what was typed in place of the event. */
  readonly givesValue?: boolean;
  readonly code: Code;
  readonly span: Span;
}

/**
 * Says how a name that the template does not declare itself is written in the module: `text` is `$component.text`;
 * undefined where it stays. `this` is asked for as a name.
 */
export type Spell = (name: string) => string | undefined;

export interface Template {
  readonly nodes: TemplateNodes;
  readonly spell: Spell;
  /** The class of the component, where its members are what names mean. */
  readonly component?: string;
  readonly span: Span;
}
