import { idOf, numberOf } from './data-set.mjs';

/**
 * Undoes what an earlier run of the benchmark wrote: the learning of the users that it acts for, and the counts of the
 * courses that it enrolled them in.
 * @param {import('mongoose').mongo.Db} db
 * @param {typeof import('./load-academy.mjs') | typeof import('./load-baseline.mjs')} shape
 * @param {import('./data-set.mjs').DataSet} data
 * @param {number} learners the first users of the data set
 * @param {(line: string) => void} log
 */
export async function restoreLearners(db, { loadLearning, countsOf }, data, learners, log) {
  const user_id = { $in: Array.from({ length: learners }, (_, n) => idOf('user', n)) };
  const [enrollments, progress] = [db.collection('enrollments'), db.collection('lesson_progress')];
  const joined = await enrollments.find({ user_id }, { projection: { course_id: 1 } }).toArray();
  const courses = [...new Set(joined.map(({ course_id }) => numberOf(course_id)))];
  await enrollments.deleteMany({ user_id });
  await progress.deleteMany({ user_id });
  const { users } = data.size;
  const rows = {
    enrollments: data.coursesPerUser * learners,
    progress: Math.floor(data.size.progress / users) * learners,
  };
  const nth = (/** @type {number} */ i) => Math.floor(i / learners) * users + (i % learners);
  await loadLearning(db, rows, data, log, nth);
  const resets = courses.map((n) => {
    const { _id, enrollments_count } = data.course(n);
    return { updateOne: { filter: { _id }, update: { $set: countsOf(enrollments_count) } } };
  });
  for (let at = 0; at < resets.length; at += 1_000)
    await db.collection('courses').bulkWrite(resets.slice(at, at + 1_000), { ordered: false });
}
