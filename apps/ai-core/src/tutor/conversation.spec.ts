import { leansOnEarlier, questionLeanedOn } from './conversation';

describe('leansOnEarlier', () => {
  it.each([
    'et pourquoi ?',
    'Pourquoi ?',
    'Quand est-elle arrivée ?',
    'Et la cire ?',
    'Elle vit longtemps ?',
  ])('%s does', (question) => expect(leansOnEarlier(question, 'fr')).toBe(true));

  it.each([
    'Comment la reine pond-elle ses œufs ?',
    'Que mange le varroa ?',
    'Comment récolter la cire sans abîmer les cadres ?',
  ])('%s does not', (question) => expect(leansOnEarlier(question, 'fr')).toBe(false));

  it('reads English', () => {
    expect(leansOnEarlier('And why?', 'en')).toBe(true);
    expect(leansOnEarlier('How long does it live?', 'en')).toBe(true);
    expect(leansOnEarlier('How long does a queen live?', 'en')).toBe(false);
  });
});

describe('questionLeanedOn', () => {
  const turns = [
    { question: 'Que transmet le varroa ?' },
    { question: 'Que fait la reine de la ruche ?' },
    { question: 'et pourquoi ?' },
  ];

  it('passes over other short questions to the one that names the subject', () => {
    expect(questionLeanedOn('Depuis quand ?', 'fr', turns)?.question).toBe('Que fait la reine de la ruche ?');
  });

  it('takes nothing over for a question that stands alone, or without turns', () => {
    expect(questionLeanedOn('Que transmet le varroa ?', 'fr', turns)).toBeUndefined();
    expect(questionLeanedOn('et pourquoi ?', 'fr', [])).toBeUndefined();
  });

  it('falls back on the last turn when all are short', () => {
    expect(questionLeanedOn('et alors ?', 'fr', [{ question: 'pourquoi ?' }])?.question).toBe('pourquoi ?');
  });
});
