import 'reflect-metadata';
import { withServiceContext } from '@har/operations';
import { definition as auth } from '../apps/auth/src/auth.app';
import { rebuildCounters as rebuildAuth } from '../apps/auth/src/rebuild-counters';
import { definition as course } from '../apps/course/src/course.app';
import { rebuildCounters as rebuildCourse } from '../apps/course/src/rebuild-counters';
import { linesOfReport } from './rebuild-report';

/** `npm run rebuild-counters`: counts anew what services keep, and prints what was wrong and is mended now. */
async function main(): Promise<void> {
  const print = (line: string) => console.log(line);
  const courses = await withServiceContext(course, process.env, rebuildCourse);
  linesOfReport({ course: courses }).forEach(print);
  const instructors = await withServiceContext(auth, process.env, rebuildAuth);
  linesOfReport({ auth: { instructors } }).forEach(print);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
