import { mongo } from 'mongoose';
import { retryOnConflict } from './write-conflict';

const failure = (message: string, code?: number) => new mongo.MongoServerError({ message, code });

/** A write that fails with each of the errors before it succeeds. */
function failing(...errors: Error[]) {
  return jest.fn(async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'written';
  });
}

describe('retryOnConflict', () => {
  it('repeats a write that lost against another', async () => {
    const write = failing(failure('deadlock detected'), failure('WriteConflict', 112));
    expect(await retryOnConflict(write)).toBe('written');
    expect(write).toHaveBeenCalledTimes(3);
  });

  it('repeats nothing else', async () => {
    for (const error of [failure('duplicate key', 11000), new Error('deadlock detected')]) {
      const write = failing(error);
      await expect(retryOnConflict(write)).rejects.toBe(error);
      expect(write).toHaveBeenCalledTimes(1);
    }
  });

  it('gives up in the end', async () => {
    const errors = Array.from({ length: 10 }, () => failure('deadlock detected'));
    const write = failing(...errors);
    await expect(retryOnConflict(write)).rejects.toThrow('deadlock detected');
    expect(write).toHaveBeenCalledTimes(6);
  });
});
