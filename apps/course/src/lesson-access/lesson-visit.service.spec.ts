import { Logger } from '@nestjs/common';
import { Types } from 'mongoose';
import type { EnrollmentRepository } from '../enrollment/enrollment.repository';
import type { Enrollment } from '../enrollment/enrollment.schema';
import { isSameVisit, LessonVisitService } from './lesson-visit.service';

const lesson = new Types.ObjectId();
const NOW = new Date('2026-11-21T12:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);

describe('isSameVisit', () => {
  it.each([
    ['the same lesson a moment ago', lesson, ago(10), true],
    ['the same lesson long ago', lesson, ago(120), false],
    ['another lesson a moment ago', new Types.ObjectId(), ago(10), false],
    ['no lesson yet', null, null, false],
    ['a lesson without a time', lesson, null, false],
  ])('%s', (_name, last_accessed_lesson_id, last_accessed_at, same) => {
    expect(isSameVisit({ last_accessed_lesson_id, last_accessed_at }, String(lesson), NOW)).toBe(same);
  });
});

describe('LessonVisitService', () => {
  const enrollment = { _id: new Types.ObjectId(), last_accessed_lesson_id: null } as Enrollment;

  it('tells the log what it could not write, and nobody else', async () => {
    const log = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const broken = {
      touch: () => Promise.reject(new Error('store away')),
    } as unknown as EnrollmentRepository;
    const visits = new LessonVisitService(broken);
    visits.remember(enrollment, String(lesson));
    await visits.beforeApplicationShutdown();
    expect(log).toHaveBeenCalledWith(expect.stringContaining('store away'));
    log.mockRestore();
  });

  it('waits for its writes before the process stops', async () => {
    let written = false;
    const touch = async () => {
      await new Promise(setImmediate);
      written = true;
    };
    const visits = new LessonVisitService({ touch } as unknown as EnrollmentRepository);
    visits.remember(enrollment, String(lesson));
    expect(written).toBe(false);
    await visits.beforeApplicationShutdown();
    expect(written).toBe(true);
  });
});
