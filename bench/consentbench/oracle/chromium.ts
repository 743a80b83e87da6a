/**
 * A headless Chromium that stays up: one start for many programs.
 *
 * It is driven over its debugging pipe: messages are JSON, each ended by a NUL. It goes when the pipe does, so none
 * outlives this thread. Holds: each page has a browser context of its own, and time in it is virtual. Whatever goes wrong
 * in it rejects; nothing is skipped.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** In real time. A page takes less than a second. */
const DEADLINE = 120_000;
/** The shell outlives the browser, however that ends, and clears up behind it. */
const WITH_PROFILE = 'profile=$(mktemp -d) && "$0" "$@" --user-data-dir="$profile"; rm -rf "$profile"';
/** Virtual time moves on whatever else the browser has to do. */
const TIME = { policy: 'advance', maxVirtualTimeTaskStarvationCount: 1_000_000 };

export class Chromium {
  private readonly child: ChildProcess;
  private readonly ways: readonly [Socket, Socket];
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private rest = '';
  private failure: Error | undefined;

  constructor(browser: string) {
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-startup-window', '--remote-debugging-pipe'];
    this.child = spawn('sh', ['-c', WITH_PROFILE, browser, ...args], {
      // An interrupt ends this process, and the end of the pipe the browser.
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.ways = [this.child.stdio[3] as Socket, this.child.stdio[4] as Socket];
    const ended = (): void => this.fail(new Error('the browser ended'));
    this.child.on('error', ended).on('exit', ended);
    this.ways[0].on('error', ended);
    this.ways[1].setEncoding('utf8').on('data', (text: string) => this.read(text));
    this.child.unref();
    this.hold(false);
  }

  /** Evaluates an expression in an empty page of its own, and gives what its promise resolves to. */
  async evaluate(expression: string): Promise<unknown> {
    const context = await this.send<{ browserContextId: string }>('Target.createBrowserContext');
    const { targetId } = await this.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      ...context,
    });
    const { sessionId } = await this.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    await this.send('Emulation.setVirtualTimePolicy', TIME, sessionId);
    const asked = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.send<Evaluated>('Runtime.evaluate', asked, sessionId);
    await this.send('Target.disposeBrowserContext', context);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  private send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    if (this.failure) return Promise.reject(this.failure);
    const id = ++this.lastId;
    const answered = new Promise<T>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    const late = setTimeout(() => this.fail(new Error(`the browser did not answer: ${method}`)), DEADLINE);
    this.hold(true);
    this.ways[0].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return answered.finally(() => {
      clearTimeout(late);
      this.hold(this.waiting.size > 0);
    });
  }

  private read(text: string): void {
    const messages = (this.rest + text).split('\0');
    this.rest = messages.pop()!;
    for (const message of messages) this.answer(JSON.parse(message) as Answer);
  }

  private answer({ id, result, error }: Answer): void {
    // What has no number is an event.
    const asked = id === undefined ? undefined : this.waiting.get(id);
    if (!asked) return;
    this.waiting.delete(id!);
    if (error) asked.reject(new Error(`the browser refused: ${error.message}`));
    else asked.resolve(result as never);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }

  /** Only while something is asked does it keep this thread alive. */
  private hold(isAsked: boolean): void {
    for (const way of this.ways) {
      if (isAsked) way.ref();
      else way.unref();
    }
  }
}
