/**
 * A failure that the person at the terminal can do something about.
 * `message` says in one line what is wrong, `hint` in one line what to install or set instead.
 */
export class StartError extends Error {
  /**
   * @param {string} message
   * @param {string} [hint]
   * @param {ErrorOptions} [options]
   */
  constructor(message, hint = '', options = undefined) {
    super(message, options);
    this.name = 'StartError';
    this.hint = hint;
  }
}

/**
 * What to print for any error: one line and its hint for a StartError, the stack for a defect of ours.
 * @param {unknown} error
 * @returns {string[]}
 */
export function explain(error) {
  if (error instanceof StartError) return error.hint ? [error.message, error.hint] : [error.message];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}
