import { contentToBlocks } from '@har/text-analysis';
import { BRIDGES, sentence } from './quiz.fixture';
import { isSelfContained, selfContainedSentences, withNamedSubject } from './source-sentence';

describe('isSelfContained', () => {
  it.each([
    ['Les culées soutiennent les deux bouts du tablier.', 'fr'],
    ['Concrete resists compression well, and steel tension.', 'en'],
  ] as const)('accepts %s', (text, language) => expect(isSelfContained(text, language)).toBe(true));

  it.each([
    ['Elle soutient le bout du tablier de pierre.', 'fr'],
    ["C'est le plus long pont du monde aujourd'hui.", 'fr'],
    ['Cette tour porte les câbles du pont suspendu.', 'fr'],
    ['Le tablier repose sur ces deux appuis de pierre.', 'fr'],
    ['Les premiers sont en pierre, ceux du sud en acier.', 'fr'],
    ['Mesurez la portée avant de choisir la poutre.', 'fr'],
    ['Faites un dessin du pont avant de le calculer.', 'fr'],
    ['Le pont, pourtant solide, a fini par tomber.', 'fr'],
    ['It suits short distances between two banks.', 'en'],
    ['The engineers tested this deck for three years.', 'en'],
    ['Measure the span before you choose the beam.', 'en'],
    ['The deck in the following figure is made of steel.', 'en'],
    ['Too short.', 'en'],
    ['lower case starts belong to a list of things', 'en'],
    ['Why does steel expand in the summer heat of August?', 'en'],
    ['The load = 12 in the first line of the program.', 'en'],
    ['The deck (made of steel rests on two supports.', 'en'],
    [`The deck rests on supports${' and piers'.repeat(40)}.`, 'en'],
  ] as const)('refuses %s', (text, language) => expect(isSelfContained(text, language)).toBe(false));
});

describe('selfContainedSentences', () => {
  it('takes running text once, without code and headings', () => {
    const found = selfContainedSentences(contentToBlocks(BRIDGES + BRIDGES), 'en');
    const texts = found.map(({ text }) => text);
    expect(texts).toContain('Steel bars give concrete the strength to resist tension.');
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.some((text) => text.includes('load'))).toBe(false);
    expect(found.find(({ text }) => text.startsWith('A cantilever'))?.first).toBe(true);
    expect(found.find(({ text }) => text.startsWith('The longest'))?.first).toBe(false);
  });
});

describe('withNamedSubject', () => {
  const text = 'Le pont relie deux rives. La forteresse garde le pont.';
  const kept = (...sentences: ReturnType<typeof sentence>[]) =>
    withNamedSubject(sentences, text, 'fr').length;

  it('drops a later sentence about something that the text names nowhere else', () => {
    expect(kept(sentence('La forteresse garde le pont.', false))).toBe(0);
    expect(kept(sentence('La forteresse garde le pont.', true))).toBe(1);
    expect(kept(sentence('Le pont relie deux rives.', false))).toBe(1);
    expect(kept(sentence('Deux ponts se font face.', false))).toBe(1);
    expect(kept(sentence('Deux soldats se font face.', false))).toBe(0);
  });

  it('drops what a colon explains', () =>
    expect(kept(sentence('Un pont a deux rives : la nord et la sud.'))).toBe(0));
});
