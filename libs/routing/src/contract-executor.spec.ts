import Joi from 'joi';
import type { TokenVerifier } from '@har/access';
import { CatalogueError } from '@har/errors';
import { route } from './contract';
import { ContractExecutor } from './contract-executor';

const base = {
  service: 'course',
  path: '/any',
  access: 'public',
  tag: 'any',
  summary: 'any',
  example: {},
} as const;
const reading = route({ ...base, name: 'any.read', method: 'GET', reply: Joi.object() });
const writing = route({ ...base, name: 'any.write', method: 'POST' });
const away = new Error('the store is away');

const told: unknown[] = [];
const executor = new ContractExecutor({
  contracts: [reading, writing],
  verifier: {} as TokenVerifier,
  idempotency: { once: (_request, run) => run('id') },
  check_replies: false,
  is_outage: (error) => error === away,
  onError: (error) => told.push(error),
});

const codeOf = (pattern: string, error: Error) =>
  executor
    .execute(() => Promise.reject(error), { pattern, data: {}, request_id: 'r', language: 'en' })
    .catch(({ code }: CatalogueError) => code);

describe('ContractExecutor', () => {
  it('answers unavailable while what it stands on is away, and unknown where it may have written', async () => {
    expect(await codeOf('any.read', away)).toBe('SERVICE_UNAVAILABLE');
    expect(await codeOf('any.write', away)).toBe('OUTCOME_UNKNOWN');
    expect(told).toEqual([away, away]);
  });

  it('leaves refusals alone, and hides every other error', async () => {
    expect(await codeOf('any.read', new CatalogueError('FORBIDDEN'))).toBe('FORBIDDEN');
    expect(await codeOf('any.write', new Error('a bug'))).toBe('INTERNAL_ERROR');
  });
});
