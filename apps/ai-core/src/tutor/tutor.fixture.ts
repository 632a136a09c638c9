import type { LessonSource } from './passage';
import { PassageIndex } from './passage-index';

/** Two short lessons on bees, for the specs of the tutor. */
export const HIVE: LessonSource = {
  lesson_id: 'hive',
  title: 'La ruche',
  content: `
    <h2>Les habitantes</h2>
    <p>Une ruche abrite une reine, des ouvrières et quelques mâles. La reine pond jusqu'à 2 000 œufs par jour en été.
       Elle vit trois à cinq ans.</p>
    <p>Une ouvrière est une abeille femelle stérile. Elle vit environ six semaines en été et plusieurs mois en hiver.</p>
    <h2>Le miel</h2>
    <p>Le miel est une réserve de nourriture que les abeilles fabriquent avec du nectar. Elles le font sécher en battant
       des ailes, afin qu'il ne fermente pas.</p>
    <p>L'apiculteur récolte :</p>
    <ul><li>le miel</li><li>la cire</li><li>la propolis</li></ul>
  `,
};

export const HEALTH: LessonSource = {
  lesson_id: 'health',
  title: 'La santé des colonies',
  content: `
    <p>Le varroa est un acarien qui se nourrit des abeilles et transmet des virus. Il a été signalé en France en 1982.</p>
    <p>L'Office national des colonies (ONC) suit les pertes chaque hiver. Un logiciel compte les abeilles :</p>
    <pre><code>total = sum(frames)</code></pre>
  `,
};

export function hiveIndex(): PassageIndex {
  const index = new PassageIndex('fr');
  index.upsertLesson(HIVE);
  index.upsertLesson(HEALTH);
  return index;
}
