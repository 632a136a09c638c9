/**
 * Every line that the apps of this process log from now on, parsed, until `stop`. Made before they start: winston keeps
 * hold of what it writes to.
 */
export class LogCapture {
  readonly texts: string[] = [];
  private readonly spies: jest.SpyInstance[];

  constructor() {
    const keep = (text: unknown) => {
      this.texts.push(`${String(text)}\n`);
      return true;
    };
    const { _stdout: out } = console as unknown as { _stdout?: NodeJS.WritableStream };
    this.spies = [
      jest.spyOn(console, 'log').mockImplementation(keep),
      // Lines about requests go around the console.
      jest.spyOn(process.stdout, 'write').mockImplementation(keep),
      ...(out && out !== process.stdout ? [jest.spyOn(out, 'write').mockImplementation(keep)] : []),
    ];
  }

  lines(): Record<string, unknown>[] {
    return this.texts
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  stop(): void {
    for (const spy of this.spies) spy.mockRestore();
  }
}
