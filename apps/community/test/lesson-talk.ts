import type { ApiAnswer, Academy, TestUser } from '@har/testing';

export interface TalkedLesson {
  course_id: string;
  lesson_id: string;
}

/** Teaching a lesson and talking under it, as far as notifications need it. */
export class LessonTalk {
  constructor(private readonly academy: Academy) {}

  /** A published free course with one lesson. */
  async teach({ token }: TestUser): Promise<TalkedLesson> {
    const { api } = this.academy;
    const course = { title: 'Excel for everybody', description: 'Tables.', domain: 'Excel', price: 0 };
    const course_id = idOf(await api.post('/courses', course, { token }), 'course');
    const module = { title: 'One', description: '' };
    const module_id = idOf(await api.post(`/courses/${course_id}/modules`, module, { token }), 'module');
    const lesson = { title: 'Tables', type: 'text', content: '<p>A table has one header row.</p>' };
    const path = `/courses/${course_id}/modules/${module_id}/lessons`;
    const lesson_id = idOf(await api.post(path, lesson, { token }), 'lesson');
    okOf(await api.post(`/courses/${course_id}/publish`, undefined, { token }));
    return { course_id, lesson_id };
  }

  async join({ token }: TestUser, { course_id }: TalkedLesson): Promise<void> {
    okOf(await this.academy.api.post(`/courses/${course_id}/enroll`, undefined, { token }));
  }

  async leave({ token }: TestUser, { course_id }: TalkedLesson): Promise<void> {
    okOf(await this.academy.api.delete(`/courses/${course_id}/enroll`, { token }));
  }

  /** @returns the id of the question, or of the reply where there is a parent */
  async say(
    { token }: TestUser,
    { lesson_id }: TalkedLesson,
    content: string,
    parent_id?: string,
  ): Promise<string> {
    // The service's own door, where nobody is slowed down.
    const api = this.academy.apiOf('course');
    const body = { content, ...(parent_id && { parent_id }) };
    return idOf(await api.post(`/lessons/${lesson_id}/comments`, body, { token }), 'comment');
  }

  async pin({ token }: TestUser, id: string): Promise<void> {
    okOf(await this.academy.api.post(`/comments/${id}/pin`, undefined, { token }));
  }

  async delete({ token }: TestUser, id: string): Promise<void> {
    okOf(await this.academy.api.delete(`/comments/${id}`, { token }));
  }
}

function okOf(answer: ApiAnswer): ApiAnswer {
  if (answer.status >= 300) throw new Error(`answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

function idOf(answer: ApiAnswer, name: string): string {
  return (okOf(answer).body as { data: Record<string, { _id: string }> }).data[name]!._id;
}
