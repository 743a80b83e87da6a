/**
 * The secrets that stub sensors give out.
 *
 * Each comes in two variants that agree in everything that is not content: length, class of each character, number,
 * order, time, distance between two points. Run twice with the two variants, a program whose sinks get the same both
 * times let no content out, however it was hashed, cut or encoded; any difference is content that arrived.
 */
export type Variant = 'first' | 'second';

const LETTERS = 'qwmhdkzbvt';
const OTHER_LETTERS = 'xjfcpngslr';
const DIGITS = '7304198265';
const OTHER_DIGITS = '2659813047';

/** Swaps each letter, digit and sign for another of its class. */
function swapped(text: string): string {
  return [...text]
    .map((letter) => {
      const at = LETTERS.indexOf(letter.toLowerCase());
      if (at >= 0) return letter === letter.toLowerCase() ? OTHER_LETTERS[at]! : OTHER_LETTERS[at]!.toUpperCase();
      const digit = DIGITS.indexOf(letter);
      return digit >= 0 ? OTHER_DIGITS[digit]! : (SIGNS[letter] ?? letter);
    })
    .join('');
}

const SIGNS: Readonly<Record<string, string>> = { '#': '%', '%': '#', '-': '_', _: '-' };

/** Only letters and digits that `swapped` knows, so that no character of one variant is in the other. */
const KEYS = ['q', '7', '#', 'W'];
/** Keys have names too, of more than one letter. */
const NAMED_KEY = ['Delete', 'Insert'] as const;
const TEXTS = ['Hdkz wmb 417-304', 'kdvt@hzq.bmw 4198 2653 7304 1982'];
const KEY_CODES = [16, 30];

export class Canary {
  /** Which variant a round of events shows; a round is a phase of the person's decision. */
  constructor(private readonly variantOf: (round: number) => Variant) {}

  round = 0;
  private turn = 0;

  private choose<T>(first: T, second: T): T {
    return this.variantOf(this.round) === 'first' ? first : second;
  }

  /** Moves to the next event of a round. */
  step(): void {
    this.turn++;
  }

  key(): string {
    const key = KEYS[this.turn % (KEYS.length + 1)];
    return key === undefined ? this.choose(...NAMED_KEY) : this.choose(key, swapped(key));
  }

  keyCode(): number {
    const code = KEY_CODES[this.turn % KEY_CODES.length]!;
    return this.choose(code, code + 21);
  }

  text(): string {
    const text = TEXTS[this.turn % TEXTS.length]!;
    return this.choose(text, swapped(text));
  }

  /** The second variant is the first one moved: the distances between points are the same. */
  point(): { readonly x: number; readonly y: number } {
    const step = this.turn % 5;
    const [x, y] = this.choose([310, 420], [521, 557]);
    return { x: x + step * 7, y: y + step * 3 };
  }

  bytes(): Buffer {
    return Buffer.from(`image ${this.text().slice(0, 16)}`);
  }
}
