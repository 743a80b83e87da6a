/**
 * Code that stands for a component file, and for each piece of it the place in the file that it stands for.
 *
 * The file's own text comes first, blank where it is no code, so that offsets, lines and columns stay what they are.
 * What the template does is written behind it, and every span of that leads back into the file.
 */
import type { Span } from '../../model/facts.js';

interface Piece {
  /** Where it begins in the code. */
  readonly at: number;
  /** What it stands for in the file. */
  readonly of: Span;
  /** Holds if it is what the file says, character by character. */
  readonly isCopy: boolean;
}

export class Draft {
  private readonly pieces: Piece[] = [];
  private code: string;

  /** In: the file's text, and the parts of it that are code. */
  constructor(
    private readonly source: string,
    kept: readonly Span[],
  ) {
    this.code = blankBut(source, kept);
  }

  get text(): string {
    return this.code;
  }

  /** Writes what the file says there. */
  copy(of: Span): void {
    this.write(this.source.slice(...of), of, true);
  }

  /** Writes what stands for a part of the file. */
  add(text: string, of: Span): void {
    this.write(text, of, false);
  }

  private write(text: string, of: Span, isCopy: boolean): void {
    if (text === '') return;
    this.pieces.push({ at: this.code.length, of, isCopy });
    this.code += text;
  }

  /** Gets the place in the file that a span of the code stands for. */
  locate([start, end]: Span): Span {
    const from = this.origin(start, (piece) => piece.of[0]);
    return [from, Math.max(from, end > start ? this.origin(end - 1, (piece) => piece.of[1] - 1) + 1 : from)];
  }

  /** Holds if the character there is not the file's own. */
  isMade(position: number): boolean {
    return this.pieceAt(position)?.isCopy === false;
  }

  private origin(position: number, ofMade: (piece: Piece) => number): number {
    const piece = this.pieceAt(position);
    if (!piece) return position;
    return piece.isCopy ? piece.of[0] + position - piece.at : ofMade(piece);
  }

  private pieceAt(position: number): Piece | undefined {
    if (position < this.source.length) return undefined;
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pieces[middle]!.at <= position) low = middle + 1;
      else high = middle;
    }
    return this.pieces[low - 1];
  }
}

function blankBut(text: string, kept: readonly Span[]): string {
  let blanked = '';
  let at = 0;
  for (const [start, end] of [...kept].sort(([a], [b]) => a - b)) {
    blanked += blank(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return blanked + blank(text.slice(at));
}

/** Line breaks stay. */
function blank(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, ' ');
}
