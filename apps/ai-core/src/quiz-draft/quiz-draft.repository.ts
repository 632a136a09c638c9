import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { QuizDraftStatus } from '@har/contracts';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import type { PageQuery } from '@har/routing';
import { QUIZ_DRAFT, type QuizDraft } from './quiz-draft.schema';

/** Drafts of a course are counted one by one up to here. */
const COUNT_BOUND = 10_000;
/** Longer than writing a lesson may take. */
const APPROVING_MS = 30_000;

/** Drafts of quizzes; every change is one write whose filter names the status that it expects. */
@Injectable()
export class QuizDraftRepository {
  constructor(@InjectModel(QUIZ_DRAFT) private readonly drafts: Model<QuizDraft>) {}

  /** @returns it, or the one that the same id was given before */
  async add(draft: QuizDraft): Promise<QuizDraft> {
    try {
      await this.drafts.create([draft]);
      return draft;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.find(String(draft._id))) ?? draft;
    }
  }

  find(id: string): Promise<QuizDraft | null> {
    return this.drafts.findById(toObjectId(id)).lean<QuizDraft>();
  }

  /** A course's drafts, the last first. */
  async list(courseId: string, status: QuizDraftStatus | undefined, { page, limit }: PageQuery) {
    const filter = { course_id: courseId, ...(status && { status }) };
    const [drafts, total] = await Promise.all([
      this.drafts
        .find(filter)
        .sort({ created_at: -1, _id: -1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<QuizDraft[]>(),
      this.drafts.countDocuments(filter, { limit: COUNT_BOUND }),
    ]);
    return { drafts, total };
  }

  /** Changes an open draft that is still at that revision; else `null`. */
  change(
    id: string,
    revision: number,
    changes: Partial<Pick<QuizDraft, 'title' | 'passing_score' | 'questions'>>,
  ): Promise<QuizDraft | null> {
    return this.move({ _id: toObjectId(id), status: 'draft', revision }, changes);
  }

  reject(id: string): Promise<QuizDraft | null> {
    return this.move({ _id: toObjectId(id), status: 'draft' }, { status: 'rejected' });
  }

  /** Begins an approval, or takes over one that was cut short; else `null`. The revision does not change. */
  beginApproval(id: string): Promise<QuizDraft | null> {
    const now = new Date();
    return this.drafts
      .findOneAndUpdate(
        {
          _id: toObjectId(id),
          $or: [{ status: 'draft' }, { status: 'approving', approving_until: { $lt: now } }],
        },
        { $set: { status: 'approving', approving_until: new Date(now.getTime() + APPROVING_MS) } },
        { returnDocument: 'after' },
      )
      .lean<QuizDraft>();
  }

  finishApproval(id: string, lessonId: string): Promise<QuizDraft | null> {
    const approved = { status: 'approved' as const, quiz_lesson_id: lessonId, approving_until: null };
    return this.move({ _id: toObjectId(id), status: 'approving' }, approved);
  }

  /** The lesson was refused: the draft is open again. */
  async reopen(id: string): Promise<void> {
    const open = { status: 'draft' as const, approving_until: null };
    await this.drafts.updateOne({ _id: toObjectId(id), status: 'approving' }, { $set: open });
  }

  private move(
    filter: { _id: QuizDraft['_id']; status: QuizDraftStatus; revision?: number },
    changes: Partial<QuizDraft>,
  ): Promise<QuizDraft | null> {
    return this.drafts
      .findOneAndUpdate(filter, { $set: changes, $inc: { revision: 1 } }, { returnDocument: 'after' })
      .lean<QuizDraft>();
  }
}
