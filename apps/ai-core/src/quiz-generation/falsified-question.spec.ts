import { readDefinition } from './definition-fact';
import { falsify, trueOrFalseQuestion, whichIsFalseQuestion } from './falsified-question';
import { readNumbers } from './number-reader';
import { sentence } from './quiz.fixture';
import { SeededRandom } from './seeded-random';
import type { SourceSentence } from './source-sentence';

const random = () => new SeededRandom('spec');
function factsOf(sentences: SourceSentence[], language: 'fr' | 'en') {
  return {
    definitions: sentences.flatMap((one) => readDefinition(one, language) ?? []),
    numbers: sentences.flatMap((one) => readNumbers(one, language)),
  };
}
const cantilever = sentence('A cantilever is a rigid arm anchored at only one end.');
const pylon = sentence('A pylon is a tall tower that carries several cables.');
const heat = sentence('Summer heat increases the length of a steel deck.');

describe('falsify', () => {
  it('gives a term the definition of another', () => {
    const statement = falsify(cantilever, factsOf([cantilever, pylon], 'en'), 'en', random());
    expect(statement?.text).toBe('A cantilever is a tall tower that carries several cables.');
  });

  it('does not give a kind the definition of its genus, which stays true', () => {
    const loop = sentence('Une boucle est une instruction qui répète un bloc.');
    const kind = sentence('While est la boucle qui dépend de sa condition.');
    const facts = factsOf([loop, kind], 'fr');
    expect(facts.definitions).toHaveLength(2);
    expect(falsify(kind, facts, 'fr', random())).toBeUndefined();
  });

  it('changes a number, and a year by many years', () => {
    const opened = sentence('The bridge opened in 1937 near the bay.');
    const statement = falsify(opened, factsOf([opened], 'en'), 'en', random());
    const year = Number(/\d{4}/.exec(statement?.text ?? '')?.[0]);
    expect(Math.abs(year - 1937)).toBeGreaterThanOrEqual(9);
    expect(statement?.byNumber).toBe(true);
  });

  it('changes a number by much, and upward where a smaller one would be true as well', () => {
    const rises = sentence('In the bay the water can rise by sixteen metres.');
    const statement = falsify(rises, factsOf([rises], 'en'), 'en', random());
    expect(statement).toBeUndefined();
    const measured = sentence('The deck can carry 40 tonnes of stone.');
    const tonnes = Number(
      /\d+/.exec(falsify(measured, factsOf([measured], 'en'), 'en', random())?.text ?? '')?.[0],
    );
    expect(tonnes).toBeGreaterThan(52);
  });

  it('does not break an elision', () => {
    const text = 'Les haubans s’ajoutent avec le temps.';
    expect(falsify(sentence(text), factsOf([], 'fr'), 'fr', random())).toBeUndefined();
  });

  it('puts the opposite word', () => {
    expect(falsify(heat, factsOf([], 'en'), 'en', random())?.text).toBe(
      'Summer heat decreases the length of a steel deck.',
    );
    const french = sentence('La chaleur augmente la longueur du tablier.');
    expect(falsify(french, factsOf([], 'fr'), 'fr', random())?.text).toBe(
      'La chaleur diminue la longueur du tablier.',
    );
  });

  it.each([
    'Summer heat does not increase the length of a deck.',
    'Heat increases the length and decreases the strength.',
    'The deck rests on a mass of stone.',
    'To span a river, always compare two designs.',
    'A suspension bridge (fast to build) hangs.',
  ])('leaves %s alone', (text) =>
    expect(falsify(sentence(text), factsOf([], 'en'), 'en', random())).toBeUndefined(),
  );
});

describe('whichIsFalseQuestion', () => {
  const others = ['Concrete resists compression.', 'Steel resists tension.', 'Stone lasts long.'].map(
    (text) => sentence(text),
  );

  it('sets the false statement among three of the text', () => {
    const statement = { text: 'Summer heat decreases it.', source: heat };
    const draft = whichIsFalseQuestion(statement, [heat, ...others], 'en', random());
    expect(draft?.correct).toBe('Summer heat decreases it.');
    expect([...(draft?.wrong ?? [])].sort()).toEqual(others.map(({ text }) => text).sort());
    expect(draft?.source_quote).toBe(heat.text);
  });

  it('does not show the sentence that the false one borrowed from', () => {
    const statement = { text: 'x', source: cantilever, borrowed: 'a tall tower that carries several cables' };
    expect(whichIsFalseQuestion(statement, [pylon, ...others.slice(1)], 'en', random())).toBeUndefined();
  });
});

describe('trueOrFalseQuestion', () => {
  it('shows the false or the true sentence and knows which', () => {
    const statement = { text: 'Summer heat decreases it.', source: heat };
    const seen = new Set<string>();
    for (const seed of 'abcdefgh') {
      const draft = trueOrFalseQuestion(statement, 'en', new SeededRandom(seed));
      expect(draft.correct).toBe(draft.question.includes(heat.text) ? 'True' : 'False');
      expect(draft.ordered).toEqual(['True', 'False']);
      seen.add(draft.correct);
    }
    expect(seen.size).toBe(2);
  });
});
