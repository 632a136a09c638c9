import { answerQuestion, searchByWords, LONGEST_QUESTION, searchPassages, type TutorRequest } from './tutor';
import { hiveIndex } from './tutor.fixture';

const index = hiveIndex();
const ask = (question: string, request: Partial<TutorRequest> = {}) =>
  answerQuestion(index, { question, ...request });

describe('answerQuestion', () => {
  it('answers with quotes and says where they stand', () => {
    expect(ask("Qu'est-ce que le miel ?")).toEqual({
      status: 'answered',
      language: 'fr',
      answer:
        'D’après la leçon « La ruche » : Le miel est une réserve de nourriture que les abeilles fabriquent avec du nectar.',
      citations: expect.arrayContaining([
        {
          lesson_id: 'hive',
          lesson_title: 'La ruche',
          paragraph: 3,
          quote: 'Le miel est une réserve de nourriture que les abeilles fabriquent avec du nectar.',
        },
      ]),
      passages: expect.arrayContaining([expect.objectContaining({ lesson_id: 'hive', paragraph: 3 })]),
    });
  });

  it('frames the answer in the language of the question', () => {
    const answer = ask('What is the varroa?');
    expect(answer).toMatchObject({ status: 'answered', language: 'en' });
    expect(answer.answer).toMatch(
      /^According to the lesson “La santé des colonies”: Le varroa est un acarien/,
    );
  });

  it('uses the reader’s language when the question does not tell', () => {
    expect(ask('varroa virus', { language: 'en' }).language).toBe('en');
    expect(ask('varroa virus').language).toBe('fr');
  });

  it('says that it does not know', () => {
    expect(ask('Quelle est la masse du boson de Higgs ?')).toMatchObject({
      status: 'unknown',
      citations: [],
    });
    expect(ask('Quelle est la masse du boson de Higgs ?').answer).toContain('ne répond pas');
  });

  it('offers the closest passage when it is not sure', () => {
    const answer = ask('Quel est le rôle de la reine pour Aristote ?');
    expect(answer.status).toBe('possible');
    expect(answer.answer).toContain('pas sûr');
    expect(answer.citations.length).toBeGreaterThan(0);
  });

  it('never quotes a lesson that the learner may not open', () => {
    const answer = ask('Que transmet le varroa ?', { lessons: new Set(['hive']) });
    expect(answer.citations.every((citation) => citation.lesson_id === 'hive')).toBe(true);
  });

  it('goes on with the subject of the last question', () => {
    const first = ask('Combien de temps vit une ouvrière ?');
    const turns = [
      { question: 'Combien de temps vit une ouvrière ?', quotes: first.citations.map(({ quote }) => quote) },
    ];
    expect(ask('et en hiver ?', { turns }).citations[0]).toMatchObject({ lesson_id: 'hive', paragraph: 2 });
    expect(ask('et en hiver ?').status).not.toBe('answered');
  });

  it('shows the code that a sentence announces', () => {
    expect(ask('Quel logiciel compte les abeilles ?').answer).toContain('total = sum(frames)');
  });

  it('greets back', () => {
    expect(ask('Bonjour !')).toMatchObject({
      status: 'unknown',
      citations: [],
      answer: expect.stringContaining('Bonjour'),
    });
    expect(ask('hello').answer).toContain('Hello');
  });

  it.each(['', '   ', '???', '<script>alert(1)</script>', '"', '\u0000', 'a'.repeat(LONGEST_QUESTION * 300)])(
    'survives %j',
    (question) => expect(ask(question.slice(0, 20) + question.slice(20)).status).toBe('unknown'),
  );

  it('says what the course is about in the course’s own words, not beyond three sentences', () => {
    const about = { title: 'Les abeilles', text: 'Une ruche. Du miel. Des amis. Et plus.' };
    expect(ask('De quoi parle ce cours ?', { about })).toEqual({
      status: 'answered',
      language: 'fr',
      answer: 'Le cours « Les abeilles » se présente ainsi : Une ruche. Du miel. Des amis.',
      citations: [
        {
          lesson_id: null,
          lesson_title: 'Les abeilles',
          paragraph: 1,
          quote: 'Une ruche. Du miel. Des amis.',
        },
      ],
      passages: [],
    });
    expect(ask('What is this course about?', { about: { ...about, text: '' } }).citations).toMatchObject([
      { quote: 'Les abeilles' },
    ]);
    expect(ask('What is a varroa?', { about }).citations[0]?.lesson_id).toBe('health');
  });

  it('joins what is near in meaning, but takes no answer from it where the words tell that there is none', () => {
    const honey = index.ids.filter((id) => index.getPassage(id).text.startsWith('Le miel'));
    const first = (by_meaning?: number[]) =>
      answerQuestion(index, { question: 'Que font les ouvrières en hiver ?' }, by_meaning).passages.map(
        ({ text }) => text.slice(0, 7),
      );
    expect(first()).not.toContain('Le miel');
    expect(first(honey)).toContain('Le miel');
    const unknown = { question: 'Quelle est la masse du boson de Higgs ?' };
    expect(answerQuestion(index, unknown, honey).status).toBe('unknown');
  });

  it('tells a question with the one that it leans on, so that it can be understood alone', () => {
    const turns = [{ question: 'Combien de temps vit une ouvrière ?' }];
    const whole = (question: string) => searchByWords(index, { question, turns });
    expect(whole('et en hiver ?')).toMatchObject({
      question: 'Combien de temps vit une ouvrière ? et en hiver ?',
    });
    const own = 'Que transmet le varroa aux abeilles ?';
    expect(whole(own)).toMatchObject({ question: own });
  });

  it('gives at most three citations', () => {
    expect(
      ask('Que font les abeilles du miel, de la reine et du varroa ?').citations.length,
    ).toBeLessThanOrEqual(3);
  });
});

describe('searchPassages', () => {
  it('ranks as the answer does', () => {
    const found = searchPassages(index, 'Que transmet le varroa ?', 2);
    expect(found.status).toBe('answered');
    expect(found.passages[0]?.passage).toMatchObject({ lesson_id: 'health', paragraph: 1 });
    expect(found.passages.length).toBeLessThanOrEqual(2);
  });
});
