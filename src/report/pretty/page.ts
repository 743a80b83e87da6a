/**
 * Renders a rule's page for a terminal.
 *
 * The pages are plain Markdown: headings, paragraphs, lists, tables and fenced code. That much is handled line by line;
 * anything else stays as it was written, which is how Markdown is meant to be read.
 */
import type { RuleWithPage } from '../../model/catalogue.js';
import { crop, line, pad, span } from './line.js';
import type { Line, Style } from './line.js';
import { paint } from './paint.js';
import type { Looks } from './paint.js';
import { rulePage } from '../rule-page.js';
import { worstSeverity } from '../tally.js';
import { beside, wrap } from './wrap.js';

export function renderPage(rule: RuleWithPage, { width, palette }: Looks): string {
  const severity = worstSeverity(rule);
  const title = [span('strong', rule.id), span('dim', ` · ${rule.obligation} · `), span(severity, severity)];
  return paint([title, [], ...markdownLines(rulePage(rule), width)], palette);
}

/** Gets the lines of a Markdown text. */
export function markdownLines(markdown: string, width: number): Line[] {
  const lines: Line[] = [];
  let paragraph: string[] = [];
  let fence: string | undefined;
  const flush = (): void => {
    if (paragraph.length > 0) lines.push(...block(paragraph.join(' '), width));
    paragraph = [];
  };
  for (const raw of markdown.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
      else lines.push(crop([pad(4), span('accent', raw)], 0, width));
      continue;
    }
    if (startsBlock(raw)) flush();
    if (mark !== undefined) fence = mark;
    else if (/^\s*\|/.test(raw)) lines.push(...tableRow(raw, width));
    else if (raw.trim() === '') lines.push([]);
    else paragraph.push(paragraph.length === 0 ? raw.trimEnd() : raw.trim());
  }
  flush();
  return lines;
}

function startsBlock(raw: string): boolean {
  return /^\s*(?:$|#{1,6} |[-*+] |\d+[.)] |> |\||`{3}|~{3})/.test(raw);
}

function block(text: string, width: number): Line[] {
  const title = /^#{1,6} (.*?)#*$/.exec(text)?.[1];
  if (title !== undefined) return wrap(line('strong', title), width);
  const item = /^(\s*)([-*+]|\d+[.)]|>) (.*)$/.exec(text);
  if (item === null) return wrap(inline(text), width);
  const [, indent = '', bullet = '', rest = ''] = item;
  const shown = /[-*+]/.test(bullet) ? '•' : bullet === '>' ? '│' : bullet;
  return beside([pad(indent.length), span('dim', `${shown} `)], inline(rest), width);
}

function tableRow(raw: string, width: number): Line[] {
  if (/^[\s|:-]+$/.test(raw)) return [];
  const cells = raw
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/);
  return beside(line('dim', '  '), inline(cells.map((cell) => cell.trim()).join(' │ ')), width);
}

const INLINE = /(`+)(.+?)\1|\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Gets code, strong text and links in their styles. */
function inline(text: string): Line {
  const spans: Line[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, , code, strong, label, url] = match;
    spans.push(line('plain', text.slice(from, match.index)));
    if (code !== undefined) spans.push(line('accent', `\`${code}\``));
    else if (strong !== undefined) spans.push(line('strong', strong));
    else spans.push(link(label ?? '', url ?? ''));
    from = match.index + whole.length;
  }
  return [...spans.flat(), span('plain' satisfies Style, text.slice(from))];
}

function link(label: string, url: string): Line {
  return label === url ? line('place', url) : [span('plain', `${label} (`), span('place', url), span('plain', ')')];
}
