/**
 * Finds out about a program by living through worlds.
 *
 * In: a program. Out: an Observation. Each world is lived twice, with two variants of the secret; what differs at a
 * sink is content. Nothing is read off the recipe.
 */
import type { Observation, Program } from '../model.js';
import { type BrowserLife, liveInBrowser } from './browser.js';
import type { Variant } from './canary.js';
import { type PersonKind, ROUNDS, compileFor, live } from './live.js';
import { isCapture, owesRedaction } from './policy.js';
import { quietly } from './quiet.js';
import type { Delivery, World, WorldPlan } from './world.js';

/** What is left of a life when it is over. */
type Lived = Pick<World, 'deliveries' | 'sights' | 'grants' | 'errors' | 'readCircumstances' | 'asked'>;
type Live = (person: PersonKind, plan: Omit<WorldPlan, 'says'>) => Promise<Lived>;

const first = (): Variant => 'first';
const second = (): Variant => 'second';
/** Only what happens after the withdrawal is varied, or long after it. */
const afterWithdrawal = (round: number): Variant => (round === ROUNDS.afterWithdrawal ? 'second' : 'first');
const muchLater = (round: number): Variant => (round === ROUNDS.muchLater ? 'second' : 'first');

const PERSONS: readonly PersonKind[] = ['never', 'refuses', 'closes', 'late', 'agrees'];

export async function observe(program: Program): Promise<Observation> {
  return quietly(async (rejected) => {
    const watch = new Watch(program.needsBrowser ? await inBrowser(program) : inNode(program));
    for (const person of PERSONS) {
      // Only a question can be closed.
      if (person === 'closes' && !watch.hasAsked) continue;
      const hasRead = await watch.person(person, true);
      if (hasRead) await watch.person(person, false);
    }
    return watch.observation(rejected);
  });
}

function inNode(program: Program): Live {
  const compiled = compileFor(program);
  return (person, plan) => live(compiled, person, plan);
}

/** There, all lives are lived before the first is asked for. Whoever closes a question there has said no to it. */
async function inBrowser(program: Program): Promise<Live> {
  const lives = PERSONS.filter((person) => person !== 'closes').flatMap((person) => {
    const variations = person === 'agrees' ? [first, second, afterWithdrawal, muchLater] : [first, second];
    return variations.map((variantOf): BrowserLife => ({ person, variantOf }));
  });
  const left = await liveInBrowser(program, lives);
  return (person, { variantOf }) => {
    const at = lives.findIndex((each) => each.person === person && each.variantOf === variantOf);
    return Promise.resolve({
      ...left[at]!,
      sights: [{ label: 'text', reach: 'document' }],
      grants: new Set<never>(),
      readCircumstances: false,
      asked: false,
    });
  };
}

class Watch {
  hasAsked = false;
  private alive = false;
  private goesOn = false;
  private resumes = false;
  private consentBad = false;
  private redactionBad = false;
  private readonly errors: string[] = [];
  private readonly because = new Set<string>();

  constructor(private readonly live: Live) {}

  /** Lives with one person; says whether circumstances were asked for. */
  async person(person: PersonKind, circumstances: boolean): Promise<boolean> {
    const plain = await this.live(person, { circumstances, variantOf: first });
    this.errors.push(...plain.errors);
    this.hasAsked ||= plain.asked;
    if (plain.deliveries.length > 0) {
      this.alive = true;
      const other = await this.live(person, { circumstances, variantOf: second });
      this.compare(person, plain, other);
      if (isReplay(plain))
        this.texts(plain, await this.live(person, { circumstances, variantOf: second, textOnly: true }));
      if (person === 'agrees' && difference(plain, other)) await this.withdrawal(circumstances, plain);
    }
    return plain.readCircumstances;
  }

  private compare(person: PersonKind, plain: Lived, other: Lived): void {
    const found = difference(plain, other);
    if (found && !isReplay(plain) && owesRedaction(plain)) this.unredacted(person, found);
    if (person === 'agrees') return;
    const early = difference(plain, other, (delivery) => !delivery.agreed);
    if (!early) return;
    this.consentBad = true;
    this.because.add(`${person}: content at ${early.sink} before a yes`);
  }

  /** Of a replay, texts and typed values are to be hidden; where the pointer was is not. */
  private texts(plain: Lived, other: Lived): void {
    const found = difference(plain, other);
    if (found) this.unredacted('any', found);
  }

  private unredacted(person: string, found: Delivery): void {
    this.redactionBad = true;
    this.because.add(`${person}: unredacted at ${found.sink}`);
  }

  private async withdrawal(circumstances: boolean, plain: Lived): Promise<void> {
    const changed = async (variantOf: (round: number) => Variant): Promise<boolean> =>
      difference(plain, await this.live('agrees', { circumstances, variantOf })) !== undefined;
    if (await changed(afterWithdrawal)) this.goesOn = true;
    else if (await changed(muchLater)) this.resumes = true;
  }

  observation(rejected: readonly string[]): Observation {
    return {
      consentBad: this.consentBad,
      redactionBad: this.redactionBad,
      goesOnAfterWithdrawal: this.goesOn,
      resumesByItself: this.resumes,
      alive: this.alive,
      errors: [...new Set([...this.errors, ...rejected])],
      because: [...this.because],
    };
  }
}

const isReplay = ({ sights }: Lived): boolean => sights.some(({ label }) => label === 'session');

/** Gets the first delivery that is not the same in both; deliveries that are no capture are left out. */
function difference(
  plain: Lived,
  other: Lived,
  counts: (delivery: Delivery) => boolean = () => true,
): Delivery | undefined {
  const of = ({ deliveries, sights }: Lived): Delivery[] =>
    deliveries.filter((each) => isCapture(each, sights) && counts(each));
  const [left, right] = [of(plain), of(other)];
  const at = left.findIndex((each, index) => each.text !== right[index]?.text || each.sink !== right[index].sink);
  if (at >= 0) return left[at];
  return left.length < right.length ? right[left.length] : undefined;
}
