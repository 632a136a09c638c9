import { readFileSync } from 'node:fs';
import newman from 'newman';
import * as contracts from '@har/contracts';
import { routesIn } from '@har/routing';
import { ADMIN_EMAIL, ADMIN_PASSWORD, startAcademy, type Academy } from '@har/testing';
import { buildCollection, buildEnvironment } from './postman-collection';
import { TOUR } from './tour';

const collection = buildCollection(routesIn(contracts), TOUR);
let academy: Academy;

beforeAll(async () => {
  academy = await startAcademy({
    services: ['auth', 'course', 'payment', 'community', 'ai-core', 'stripe-simulator'],
  });
});

afterAll(() => academy.stop());

const written = (file: string) => JSON.parse(readFileSync(`postman/${file}`, 'utf8')) as object;

describe('the Postman collection', () => {
  it('is written as the contracts are now (`npm run postman` writes it)', () => {
    expect(written('har-academy.postman_collection.json')).toEqual(JSON.parse(JSON.stringify(collection)));
    expect(written('local.postman_environment.json')).toEqual(buildEnvironment());
  });

  it('has every route once beside the tour', () => {
    const folders = (collection as { item: { name: string; item: object[] }[] }).item;
    const shown = folders.filter(({ name }) => name !== 'Tour').flatMap(({ item }) => item);
    expect(shown).toHaveLength(routesIn(contracts).length);
  });

  it('runs its tour on the platform', async () => {
    const summary = await new Promise<newman.NewmanRunSummary>((resolve, reject) => {
      newman.run(
        {
          collection: collection,
          folder: 'Tour',
          envVar: [
            { key: 'base_url', value: `${academy.urlOf('gateway')}/api/v1` },
            { key: 'admin_email', value: ADMIN_EMAIL },
            { key: 'admin_password', value: ADMIN_PASSWORD },
          ],
        },
        (error, result) => (error ? reject(error) : resolve(result)),
      );
    });
    const failures = summary.run.failures.map(({ source, error }) => `${source?.name}: ${error.message}`);
    expect(failures).toEqual([]);
    expect(summary.run.stats.assertions.total).toBe(TOUR.length);
  });
});
