import { startAcademy, type Academy } from '@har/testing';
import { teach } from './taught-course';

let academy: Academy;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course', 'payment', 'stripe-simulator'] });
});
afterAll(() => academy?.stop());

it('opens a course from the moment it is bought, and closes it after its refund', async () => {
  const course = await teach(academy, await academy.newInstructor(), { price: 49.9 });
  const { token } = await academy.newLearner();
  const enroll = () => academy.api.post(`/courses/${course.id}/enroll`, undefined, { token });
  const open = () => academy.api.get(`/courses/${course.id}/lessons/${course.lesson_ids[0]}`, { token });
  expect((await enroll()).status).toBe(402);
  const body = { course_id: course.id, payment_method: 'card', payment_method_id: 'pm_card_visa' };
  const bought = await academy.api.post('/purchase', body, { token });
  expect(bought.status).toBe(201);
  await academy.eventually(async () => {
    const { body: list } = await academy.api.get('/transactions', { token });
    expect(list.data.transactions[0].status).toBe('completed');
  });
  expect((await enroll()).status).toBe(201);
  expect((await open()).status).toBe(200);
  const refund = await academy.api.post(`/refund/${bought.body.data.transaction._id}`, undefined, { token });
  expect(refund.status).toBe(200);
  await academy.eventually(async () => {
    const { status, body: refused } = await open();
    expect([status, refused.error?.code]).toEqual([403, 'COURSE_ACCESS_ENDED']);
  });
});
