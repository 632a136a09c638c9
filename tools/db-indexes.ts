import 'reflect-metadata';
import { createIndexes, type ServiceDefinition, type ServiceEnv } from '@har/operations';
import { definition as aiCore } from '../apps/ai-core/src/ai-core.app';
import { definition as auth } from '../apps/auth/src/auth.app';
import { definition as community } from '../apps/community/src/community.app';
import { definition as course } from '../apps/course/src/course.app';
import { definition as media } from '../apps/media/src/media.app';
import { definition as payment } from '../apps/payment/src/payment.app';

/** `npm run db:indexes`: creates the indexes of every service, before a deployment starts its replicas. */
async function main(): Promise<void> {
  const definitions = [
    auth,
    course,
    payment,
    community,
    media,
    aiCore,
  ] as unknown as ServiceDefinition<ServiceEnv>[];
  for (const definition of definitions) {
    const collections = await createIndexes(definition);
    console.log(`${definition.name}: ${collections.join(', ')}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
