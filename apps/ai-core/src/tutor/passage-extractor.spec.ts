import { extractPassages } from './passage-extractor';
import { HEALTH, HIVE } from './tutor.fixture';

describe('extractPassages', () => {
  it('numbers paragraphs and gives each its heading and lesson', () => {
    const passages = extractPassages(HIVE, 'fr');
    expect(passages.map(({ paragraph, heading }) => [paragraph, heading])).toEqual([
      [1, 'Les habitantes'],
      [2, 'Les habitantes'],
      [3, 'Le miel'],
      [4, 'Le miel'],
    ]);
    expect(passages[0]).toMatchObject({ lesson_id: 'hive', lesson_title: 'La ruche' });
  });

  it('keeps a list with the sentence that introduces it', () => {
    expect(extractPassages(HIVE, 'fr')[3]?.text).toBe(
      "L'apiculteur récolte : le miel ; la cire ; la propolis",
    );
  });

  it('keeps code with the paragraph above, out of the text', () => {
    expect(extractPassages(HEALTH, 'fr')[1]).toMatchObject({ code: 'total = sum(frames)' });
    expect(extractPassages(HEALTH, 'fr')[1]?.text).not.toContain('sum');
  });

  it('cuts a long paragraph at sentences, under one number', () => {
    const content = `<p>${Array.from({ length: 40 }, (_, i) => `Phrase numéro ${i} qui compte ici.`).join(' ')}</p>`;
    const passages = extractPassages({ lesson_id: 'l', title: 't', content }, 'fr');
    expect(passages.length).toBeGreaterThan(1);
    expect(new Set(passages.map((passage) => passage.paragraph))).toEqual(new Set([1]));
    expect(passages.every((passage) => passage.text.length <= 900 && passage.text.endsWith('.'))).toBe(true);
  });

  it('reads plain text and gives nothing for a lesson without text', () => {
    expect(extractPassages({ lesson_id: 'l', title: 't', content: 'Un.\n\nDeux.' }, 'fr')).toHaveLength(2);
    expect(
      extractPassages({ lesson_id: 'l', title: 't', content: '<img src="a.png"><pre></pre>' }, 'fr'),
    ).toEqual([]);
  });
});
