import Joi from 'joi';
import { EnvError, readEnv } from './read-env';

const SCHEMA = Joi.object<{ SECRET: string; MODE: string; PORT: number }>({
  SECRET: Joi.string().min(32).required(),
  MODE: Joi.string().valid('a', 'b').default('a'),
  PORT: Joi.number().port().required(),
});

describe('readEnv', () => {
  it('converts, fills defaults and drops what is not declared', () => {
    const env = readEnv(SCHEMA, { SECRET: 's'.repeat(32), PORT: '3000', OTHER: 'x' });
    expect(env).toEqual({ SECRET: 's'.repeat(32), MODE: 'a', PORT: 3000 });
  });

  it('names every variable that is wrong and never a value', () => {
    const read = () => readEnv(SCHEMA, { SECRET: 'hunter2', MODE: 'secret-mode', PORT: '' });
    expect(read).toThrow(EnvError);
    expect(read).toThrow(
      /SECRET \(needs at least 32 characters\).*MODE \(must be one of a \| b\).*PORT \(is missing\)/,
    );
    expect(read).not.toThrow(/hunter2|secret-mode/);
  });

  it('names what is missing of two that go together', () => {
    const schema = Joi.object<{ EMAIL?: string; PASSWORD?: string }>({
      EMAIL: Joi.string(),
      PASSWORD: Joi.string(),
    }).and('EMAIL', 'PASSWORD');
    expect(() => readEnv(schema, { EMAIL: 'a@example.org', PASSWORD: '' })).toThrow(
      /: PASSWORD \(goes with EMAIL\)$/,
    );
  });

  it('says which rule another mistake breaks', () => {
    expect(() => readEnv(SCHEMA, { SECRET: 's'.repeat(32), PORT: '70000' })).toThrow(
      /PORT \(breaks the rule number.port\)/,
    );
  });
});
