import { Types } from 'mongoose';
import { eventually, TEST_PASSWORD, type ProcessAcademy } from '@har/testing';
import { verifyLedger } from '../apps/payment/src/audit/verify-ledger';
import type { PaymentAcademy } from '../apps/payment/test/payment-academy';
import { answeredAtOnce, type Courses, type Workload } from './workload';

const PATIENCE_MS = 60_000;
const id = (text: string | undefined) => new Types.ObjectId(text);

/** Holds what clients were promised against what the stores keep. @returns every difference, as a sentence */
export async function audit(
  academy: ProcessAcademy,
  payments: PaymentAcademy,
  workload: Workload,
  courses: Courses,
): Promise<string[]> {
  const { journal } = workload;
  const differences: string[] = [];
  const expectOne = (count: number, what: string) => {
    if (count !== 1) differences.push(`${what}: ${count} instead of 1`);
  };
  const { free } = courses;

  for (const { email } of journal.list('register')) {
    expectOne(await academy.collection('auth', 'users').countDocuments({ email }), `account ${email}`);
  }
  for (const { user_id, course_id } of journal.list('enrol')) {
    const filter = { user_id: id(user_id), course_id: id(course_id) };
    expectOne(
      await academy.collection('course', 'enrollments').countDocuments(filter),
      `enrolment ${user_id}`,
    );
  }
  for (const { user_id, lesson_id } of journal.list('progress')) {
    const filter = { user_id: id(user_id), lesson_id: id(lesson_id), status: 'completed' };
    const count = await academy.collection('course', 'lesson_progress').countDocuments(filter);
    expectOne(count, `progress of ${user_id} in ${lesson_id}`);
  }
  for (const { user_id, course_id } of journal.list('purchase')) {
    const filter = { user_id: id(user_id), course_id: id(course_id) };
    const what = `of ${user_id} in ${course_id}`;
    await eventually(async () => {
      const open = await payments.collection('entitlements').countDocuments({ ...filter, status: 'active' });
      if (open !== 1) throw new Error(`${open} entitlements ${what}`);
    }, PATIENCE_MS).catch((error: Error) => differences.push(error.message));
    const paid = await payments
      .collection('transactions')
      .find({ ...filter, status: 'completed' })
      .toArray();
    expectOne(paid.length, `purchase ${what}`);
  }

  // Each learner finished every lesson of the free course; the counters follow by events.
  const learners = await academy
    .collection('course', 'enrollments')
    .countDocuments({ course_id: id(free.id) });
  await eventually(async () => {
    const course = await academy.collection('course', 'courses').findOne({ _id: id(free.id) });
    if (course?.enrollments_count !== learners)
      throw new Error(`the counter says ${String(course?.enrollments_count)}, there are ${learners}`);
  }, PATIENCE_MS).catch((error: Error) => differences.push(error.message));

  const once = journal.list('mail').filter(answeredAtOnce);
  await eventually(async () => {
    const mails = await academy.mails();
    const wrong = once.filter(({ email }) => mails.filter(({ to }) => to.includes(email)).length !== 1);
    if (wrong.length > 0)
      throw new Error(`mails other than one: ${wrong.map(({ email }) => email).join(', ')}`);
  }, PATIENCE_MS).catch((error: Error) => differences.push(error.message));

  for (const { token } of journal.list('logout')) {
    const answer = await academy.api.get('/auth/verify-jwt', { token });
    if (answer.status !== 401) differences.push(`an ended session answers ${answer.status}`);
  }
  for (const { email } of journal.list('register').slice(0, 5)) {
    const answer = await academy.api.post('/auth/login', { email, password: TEST_PASSWORD });
    if (answer.status !== 200) differences.push(`${email} signs in with ${answer.status}`);
  }

  await eventually(async () => {
    const report = await verifyLedger(academy.env);
    if (report.differences.length > 0) throw new Error(report.differences.slice(0, 10).join('; '));
  }, PATIENCE_MS).catch((error: Error) => differences.push(error.message));
  const books = await payments.control<{ payment_intents: { id: string; charges: number }[] }>(
    'GET',
    'books',
  );
  for (const { id: intent, charges } of books.payment_intents) {
    if (charges > 1) differences.push(`${intent} was charged ${charges} times`);
  }
  return differences;
}
