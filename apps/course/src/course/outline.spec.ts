import fc from 'fast-check';
import { Types } from 'mongoose';
import {
  findLessonPlace,
  findModulePlace,
  lessonIdsOf,
  moveLesson,
  moveModule,
  rearranged,
  withoutLesson,
  withoutModule,
} from './outline';
import type { OutlineModule } from './course.schema';

const newModule = (lessons: number): OutlineModule => ({
  _id: new Types.ObjectId(),
  lessons: Array.from({ length: lessons }, () => new Types.ObjectId()),
});
const outlines = fc
  .array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 })
  .map((sizes) => sizes.map(newModule));
const idsOf = (outline: readonly OutlineModule[]) =>
  outline.flatMap(({ _id, lessons }) => [String(_id), ...lessons.map(String)]);
const sorted = (ids: string[]) => [...ids].sort();

describe('moving', () => {
  it('puts a module at the place that was asked for, and loses nothing', () => {
    fc.assert(
      fc.property(outlines, fc.nat(), fc.integer({ min: 1, max: 12 }), (outline, pick, order) => {
        const id = String(outline[pick % outline.length]!._id);
        const moved = moveModule(outline, id, order);
        expect(findModulePlace(moved, id)?.order).toBe(Math.min(order, outline.length));
        expect(sorted(idsOf(moved))).toEqual(sorted(idsOf(outline)));
        const others = (list: readonly OutlineModule[]) =>
          list.map(({ _id }) => String(_id)).filter((other) => other !== id);
        expect(others(moved)).toEqual(others(outline));
      }),
    );
  });

  it('puts a lesson at the place in its module that was asked for, and loses nothing', () => {
    fc.assert(
      fc.property(outlines, fc.nat(), fc.integer({ min: 1, max: 12 }), (outline, pick, order) => {
        const lessons = lessonIdsOf({ modules: outline });
        fc.pre(lessons.length > 0);
        const id = String(lessons[pick % lessons.length]);
        const before = findLessonPlace(outline, id)!;
        const module = outline.find(({ _id }) => _id.equals(before.module_id))!;
        const moved = moveLesson(outline, id, order);
        const after = findLessonPlace(moved, id)!;
        expect(after.order).toBe(Math.min(order, module.lessons.length));
        expect(after.module_id.equals(before.module_id)).toBe(true);
        expect(sorted(idsOf(moved))).toEqual(sorted(idsOf(outline)));
      }),
    );
  });
});

describe('taking out', () => {
  it('leaves all others where they were', () => {
    const outline = [newModule(2), newModule(1)];
    const [first, second] = outline as [OutlineModule, OutlineModule];
    expect(withoutModule(outline, String(first._id))).toEqual([second]);
    expect(idsOf(withoutLesson(outline, String(first.lessons[0])))).toEqual(
      idsOf(outline).filter((id) => id !== String(first.lessons[0])),
    );
  });
});

describe('rearranged', () => {
  it('takes any order that names everything once', () => {
    fc.assert(
      fc.property(outlines, fc.nat(), (outline, seed) => {
        const lessons = lessonIdsOf({ modules: outline }).map(String).reverse();
        const entries = [...outline].reverse().map(({ _id }, i) => ({
          module_id: String(_id),
          lesson_ids: i === seed % outline.length ? lessons : [],
        }));
        const result = rearranged(outline, entries)!;
        expect(result.map(({ _id }) => String(_id))).toEqual(entries.map(({ module_id }) => module_id));
        expect(lessonIdsOf({ modules: result }).map(String)).toEqual(lessons);
      }),
    );
  });

  it.each(['a missing module', 'a missing lesson', 'a lesson twice', 'a module twice', 'a stranger'])(
    'refuses %s',
    (what) => {
      const outline = [newModule(2)];
      const { _id, lessons } = outline[0]!;
      const entry = { module_id: String(_id), lesson_ids: lessons.map(String) };
      const entries = {
        'a missing module': [],
        'a missing lesson': [{ ...entry, lesson_ids: [String(lessons[0])] }],
        'a lesson twice': [{ ...entry, lesson_ids: [...entry.lesson_ids, String(lessons[0])] }],
        'a module twice': [entry, { ...entry, lesson_ids: [] }],
        'a stranger': [{ ...entry, lesson_ids: [...entry.lesson_ids, String(new Types.ObjectId())] }],
      }[what]!;
      expect(rearranged(outline, entries)).toBeUndefined();
    },
  );
});

it('finds nothing that is not there', () => {
  const stranger = String(new Types.ObjectId());
  expect(findModulePlace([newModule(1)], stranger)).toBeUndefined();
  expect(findLessonPlace([newModule(1)], stranger)).toBeUndefined();
});
