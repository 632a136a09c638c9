import { createConnection } from 'mongoose';
import { isStoreAway } from './store-away';

describe('isStoreAway', () => {
  it('knows a server that cannot be reached', async () => {
    const refused = createConnection('mongodb://127.0.0.1:1', { serverSelectionTimeoutMS: 50 }).asPromise();
    await expect(refused.catch(isStoreAway)).resolves.toBe(true);
  });

  it('takes nothing else for it', () => {
    expect([isStoreAway(new Error('MongoNetworkError')), isStoreAway({ name: 'MongoNetworkError' })]).toEqual(
      [false, false],
    );
  });
});
