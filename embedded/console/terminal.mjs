const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 };
/** @type {(keyof typeof CODES)[]} */
const NAME_COLOURS = ['cyan', 'magenta', 'blue', 'green', 'yellow'];

/**
 * What the start says at the terminal: progress with the time since it began, warnings of the apps with
 * their names, failures with a hint. Colours only where a person looks and NO_COLOR is not set.
 */
export class Terminal {
  /** @param {NodeJS.WriteStream} [stream] @param {NodeJS.ProcessEnv} [env] */
  constructor(stream = process.stdout, env = process.env) {
    this.stream = stream;
    this.coloured = Boolean(env.FORCE_COLOR || (stream.isTTY && !env.NO_COLOR));
    this.started = performance.now();
    /** @type {Map<string, keyof typeof CODES>} */
    this.colours = new Map();
  }

  /** @param {keyof typeof CODES} style @param {string} text */
  paint(style, text) {
    return this.coloured ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
  }

  get seconds() {
    return (performance.now() - this.started) / 1000;
  }

  /** @param {string} text */
  line(text = '') {
    this.stream.write(`${text}\n`);
  }

  /** A step of the start. @param {string} text */
  progress(text) {
    this.line(`${this.paint('dim', `${this.seconds.toFixed(1).padStart(6)} s`)}  ${text}`);
  }

  /** A warning or error that a process logged. @param {string} name @param {string} text */
  fromProcess(name, text) {
    if (!this.colours.has(name))
      this.colours.set(name, NAME_COLOURS[this.colours.size % NAME_COLOURS.length]);
    const colour = /** @type {keyof typeof CODES} */ (this.colours.get(name));
    this.line(`${this.paint(colour, name.padStart(12))} | ${text}`);
  }

  /** @param {string[]} lines what failed, and what to do */
  failure([what, hint]) {
    this.line(`${this.paint('red', 'Failed')}  ${what}`);
    if (hint) this.line(`        ${hint}`);
  }
}
