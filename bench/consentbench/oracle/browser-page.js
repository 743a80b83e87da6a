/**
 * Runs in a real browser: lives each life of a program in a frame of its own, and writes down what arrived.
 *
 * `liveAll` is called after it, with modules as transpiled CommonJS texts. It has the same persons, rounds and secrets as
 * the world in Node; time is the browser's virtual time.
 */
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

class Life {
  constructor({ entries, modules, secrets }, { person, variants }) {
    Object.assign(this, { entries, modules, secrets, person, variants });
    this.says = person === 'refuses' ? 'no' : person === 'agrees' ? 'yes' : 'nothing';
    this.agreed = this.says === 'yes';
    this.round = 0;
    this.deliveries = [];
    this.errors = [];
    this.stored = new Map();
  }

  async run() {
    await this.start();
    if (this.says !== 'nothing') this.press(this.says === 'yes' ? 'allow' : 'refuse');
    await this.act(1);
    if (this.person === 'late') {
      this.says = 'yes';
      this.agreed = true;
      this.press('allow');
    }
    await this.act(2);
    await this.start();
    await this.act(3);
    if (this.person !== 'agrees') return;
    this.says = 'no';
    this.press('refuse');
    this.press('stop');
    await this.act(4);
    await wait(2 * 60 * 60_000);
    await this.act(5);
  }

  async start() {
    this.frame?.remove();
    this.frame = document.createElement('iframe');
    document.body.append(this.frame);
    this.window = this.frame.contentWindow;
    this.window.document.body.innerHTML =
      '<form><input id="comment" name="comment"></form><p id="note" contenteditable>.</p><p id="text">.</p>' +
      '<div id="host"></div>' +
      '<button id="allow-recording"></button><button id="refuse-recording"></button><button id="stop-recording"></button>';
    const shadow = this.window.document.getElementById('host').attachShadow({ mode: 'open' });
    this.inner = this.window.document.createElement('input');
    shadow.append(this.inner);
    this.spy();
    const loaded = new Map();
    for (const entry of this.entries) this.tryTo(() => this.load(entry, loaded));
    await wait(3000);
    await this.act(0);
  }

  /** The frame's ways out, each of which tells what it was given. */
  spy() {
    const tell =
      (kind, sink) =>
      (...data) => {
        const text = data.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(' ');
        this.deliveries.push({ kind, sink, text, round: this.round, agreed: this.agreed });
      };
    const { window } = this;
    window.onerror = (message) => void this.errors.push(String(message));
    window.onunhandledrejection = ({ reason }) => void this.errors.push(String(reason));
    window.fetch = (...data) => (tell('network', 'fetch')(...data), Promise.resolve({ json: async () => ({}) }));
    window.confirm = () => this.says === 'yes';
    window.navigator.sendBeacon = tell('network', 'sendBeacon');
    window.XMLHttpRequest.prototype.send = tell('network', 'xhr');
    Object.defineProperty(window.HTMLImageElement.prototype, 'src', { set: tell('network', 'image') });
    for (const name of ['log', 'info', 'warn', 'error']) window.console[name] = tell('log', 'console');
    Object.defineProperty(window, 'localStorage', {
      value: {
        getItem: (key) => this.stored.get(key) ?? null,
        setItem: (key, value) => (this.stored.set(key, String(value)), tell('storage', 'localStorage')(key, value)),
      },
    });
  }

  load(path, loaded) {
    if (loaded.has(path)) return loaded.get(path).exports;
    const module = { exports: {} };
    loaded.set(path, module);
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const find = (name) => {
      const base = new URL(name.replace(/\.js$/, ''), `https://x.invalid/${folder}`).pathname.slice(1);
      return Object.keys(this.modules).find((each) => each.replace(/\.[jt]sx?$/, '') === base);
    };
    const body = new this.window.Function('exports', 'require', 'module', this.modules[path]);
    body(module.exports, (name) => this.load(find(name), loaded), module);
    return module.exports;
  }

  /** What a piece of the program throws ends that piece and nothing else. */
  tryTo(run) {
    try {
      run();
    } catch (error) {
      this.errors.push(String(error));
    }
  }

  press(id) {
    this.window.document.getElementById(`${id}-recording`)?.click();
  }

  async act(round) {
    this.round = round;
    const secrets = this.secrets[this.variants[round]];
    for (const secret of secrets) {
      await this.type(secret);
    }
    await wait(15_000);
  }

  /** Types into editable text, into a field and one behind a shadow root; sends the form; selects what is shown. */
  async type(secret) {
    const { document, InputEvent, SubmitEvent } = this.window;
    const tell = (element) => {
      element.dispatchEvent(new InputEvent('input', { data: secret, bubbles: true, composed: true }));
      // Long enough for what waits until nothing more is typed.
      return wait(2000);
    };
    const note = document.getElementById('note');
    note.firstChild.data = secret;
    await tell(note);
    const field = document.getElementById('comment');
    for (const each of [field, this.inner]) {
      each.value = secret;
      await tell(each);
    }
    field.form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    const shown = document.getElementById('text');
    shown.textContent = secret;
    this.window.getSelection().selectAllChildren(shown);
    await wait(400);
    // What is still selected would be seen again in the next round.
    this.window.getSelection().removeAllRanges();
  }
}

globalThis.liveAll = async (program, plans) => {
  const lives = plans.map((plan) => new Life(program, plan));
  await Promise.all(lives.map((life) => life.run()));
  return lives.map(({ deliveries, errors }) => ({ deliveries, errors }));
};
