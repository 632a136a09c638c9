import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { redact } from './redact';
import { sourceLines } from './source-lines';

describe('sourceLines', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'source-lines-'));
    const source = `interface Removed {\n  by: 'the compiler';\n}\n\nexport function fail(): never {\n  throw new Error('as asked');\n}\n`;
    const { outputText, sourceMapText } = transpileModule(source, {
      fileName: 'fail.ts',
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, sourceMap: true },
    });
    for (const name of ['fail.js', 'unused.js']) {
      writeFileSync(join(folder, name), outputText);
      writeFileSync(join(folder, `${name}.map`), sourceMapText!);
    }
    jest.requireActual(join(folder, 'fail.js'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const stackAt = (place: string) => `Error: as asked\n    at fail (${place})\n    at ${place}`;

  it('names the places of the sources', () => {
    const built = join(folder, 'fail.js');
    expect(sourceLines(stackAt(`${built}:5:11`))).toBe(stackAt(`${join(folder, 'fail.ts')}:6:9`));
  });

  it('does so in what is logged', () => {
    const error = new Error('as asked');
    error.stack = stackAt(`${join(folder, 'fail.js')}:5:11`);
    expect(redact({ error, stack: [error.stack] })).toEqual({
      error: { name: 'Error', message: 'as asked', stack: stackAt(`${join(folder, 'fail.ts')}:6:9`) },
      stack: [stackAt(`${join(folder, 'fail.ts')}:6:9`)],
    });
  });

  it.each(['/nowhere/absent.js:1:2', '/app/node_modules/package/index.js:1:2', 'node:internal/timers:5:6'])(
    'leaves %s as it is',
    (place) => {
      expect(sourceLines(stackAt(place))).toBe(stackAt(place));
    },
  );

  it('opens no file that a text names and this process did not load', () => {
    const stack = stackAt(`${join(folder, 'unused.js')}:5:11`);
    expect(sourceLines(stack)).toBe(stack);
  });

  it('leaves a text as it is that is no stack trace', () => {
    const text = `see ${join(folder, 'fail.js')}:5:11`;
    expect(sourceLines(text)).toBe(text);
  });
});
