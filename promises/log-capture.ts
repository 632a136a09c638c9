/** Every line that the apps of this process log from now on, parsed, until `stop`. */
export class LogCapture {
  readonly texts: string[] = [];
  private readonly spy: jest.SpyInstance;

  constructor() {
    // Where winston's console transport writes to.
    const { _stdout: out } = console as unknown as { _stdout: NodeJS.WritableStream };
    this.spy = jest.spyOn(out, 'write').mockImplementation((text) => {
      this.texts.push(String(text));
      return true;
    });
  }

  lines(): Record<string, unknown>[] {
    return this.texts
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  stop(): void {
    this.spy.mockRestore();
  }
}
