import { readDefinition, type DefinitionFact } from './definition-fact';
import { whatIsQuestion, whichTermQuestion } from './definition-question';
import { sentence } from './quiz.fixture';
import { SeededRandom } from './seeded-random';

function factsOf(texts: string[], language: 'fr' | 'en'): DefinitionFact[] {
  return texts.map((text) => readDefinition(sentence(text), language)).filter((fact) => fact !== undefined);
}
const english = factsOf(
  [
    'A cantilever is a rigid arm anchored at only one end.',
    'A beam bridge is a flat deck that rests on two supports.',
    'An abutment is a mass of stone at the end of a road.',
    'A pylon is a tall tower that carries several cables.',
    'A girder bridge is a road laid on long steel profiles.',
  ],
  'en',
);
const random = () => new SeededRandom('spec');
const first = english[0]!;

describe('whatIsQuestion', () => {
  it('asks what the term is, with other definitions as wrong options', () => {
    const draft = whatIsQuestion(first, { facts: english, terms: [] }, 'en', random());
    expect(draft).toMatchObject({
      question: 'What is a cantilever?',
      correct: 'A rigid arm anchored at only one end',
    });
    expect(draft?.wrong).toHaveLength(3);
    expect(
      draft?.wrong.every((option) => english.some(({ body }) => body.toLowerCase() === option.toLowerCase())),
    ).toBe(true);
  });

  it('writes a bare term as the text does, a name with its capital', () => {
    const bare = (term: string): DefinitionFact => ({ ...first, term, article: '' });
    const ask = (term: string, text: string) =>
      whatIsQuestion(bare(term), { facts: english, terms: [], text }, 'en', random())?.question;
    expect(ask('Bleaching', 'Bleaching is a loss.')).toBe('What is bleaching?');
    expect(ask('Git', 'Git is a tool. Everybody uses Git.')).toBe('What is Git?');
    expect(ask('HTTP', 'HTTP is a protocol.')).toBe('What is HTTP?');
  });

  it('takes definitions of other lessons when this one has too few', () => {
    const pool = { facts: english.slice(0, 2), related: english.slice(2), terms: [] };
    expect(whatIsQuestion(first, pool, 'en', random())?.wrong).toHaveLength(3);
  });

  it('needs four definitions', () =>
    expect(whatIsQuestion(first, { facts: english.slice(0, 3), terms: [] }, 'en', random())).toBeUndefined());

  it.each([
    ['Un hauban désigne un câble droit qui relie deux points.', "Qu'est-ce qu'un hauban ?"],
    ['La culée est un massif de pierre qui soutient un bout.', "Qu'est-ce que la culée ?"],
    ["L'ouvrage est une construction qui franchit un obstacle.", "Qu'est-ce que l'ouvrage ?"],
  ])('agrees with the article of %s', (text, question) => {
    const others = factsOf(
      [
        'Un mur est une paroi verticale assez épaisse.',
        'Un sol est une surface plane assez dure.',
        'Un toit est une couverture pentue assez haute.',
      ],
      'fr',
    );
    const [fact] = factsOf([text], 'fr');
    expect(whatIsQuestion(fact!, { facts: [fact!, ...others], terms: [] }, 'fr', random())?.question).toBe(
      question,
    );
  });
});

describe('whichTermQuestion', () => {
  it('asks for the term, never offering one that shares a word with it or stands in the definition', () => {
    const beam = english[1]!;
    const terms = ['flat deck', 'support', 'river', 'stone quarry'].map((text) => ({ text, plural: false }));
    const draft = whichTermQuestion(beam, { facts: english.slice(0, 3), terms }, 'en', random());
    expect(draft?.correct).toBe('Beam bridge');
    expect(draft?.wrong).toEqual(expect.arrayContaining(['Cantilever', 'Abutment']));
    expect(draft?.wrong).not.toContain('Flat deck');
    expect(draft?.wrong).not.toContain('Girder bridge');
  });

  it('does not offer a kind of the thing itself', () => {
    const facts = factsOf(
      [
        'Une boucle est une instruction qui répète un bloc.',
        'While est la boucle qui dépend de sa condition.',
      ],
      'fr',
    );
    const terms = ['Test', 'Valeur', 'Nom'].map((text) => ({ text: text.toLowerCase(), plural: false }));
    const draft = whichTermQuestion(facts[0]!, { facts, terms }, 'fr', random());
    expect(draft?.wrong).toHaveLength(3);
    expect(draft?.wrong).not.toContain('While');
  });

  it('gives up without three wrong terms', () =>
    expect(
      whichTermQuestion(first, { facts: english.slice(0, 2), terms: [] }, 'en', random()),
    ).toBeUndefined());
});
