import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createConnection, Types, type Connection } from 'mongoose';
import { EntitlementRepository } from './entitlement.repository';
import { ENTITLEMENTS, entitlementSchema } from './entitlement.schema';

let connection: Connection;
let entitlements: EntitlementRepository;

beforeAll(async () => {
  const dbName = `spec_${randomBytes(6).toString('hex')}`;
  connection = await createConnection(process.env.MONGODB_URI!, { dbName }).asPromise();
  const copies = connection.model(ENTITLEMENTS, entitlementSchema);
  await copies.init();
  entitlements = new EntitlementRepository(copies as never);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const hex = () => String(new Types.ObjectId());

describe('the copy of entitlements', () => {
  it('ends at the newest state, in whatever order the states arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 }),
        async (versions) => {
          const [entitlement_id, user_id, course_id] = [hex(), hex(), hex()];
          const state = {
            entitlement_id,
            user_id,
            course_id,
            plan: null,
            domains: null,
            source: 'purchase' as const,
          };
          await Promise.all(
            versions.map((version) =>
              entitlements.keep({ ...state, version, active: version % 2 === 0, expires_at: null }),
            ),
          );
          const [copy] = await entitlements.listFor(user_id, course_id);
          const newest = Math.max(...versions);
          expect(copy).toMatchObject({ version: newest, active: newest % 2 === 0 });
        },
      ),
      { numRuns: 40 },
    );
  });
});
