import { questionKind, showsAnswer } from './question-kind';

describe('questionKind', () => {
  it.each([
    ['Pourquoi le miel sèche-t-il ?', 'reason'],
    ['Quand le varroa est-il arrivé ?', 'date'],
    ['En quelle année est-il arrivé ?', 'date'],
    ['Combien d’œufs pond la reine ?', 'number'],
    ['Qui récolte le miel ?', 'person'],
    ['Qui est Réaumur ?', 'definition'],
    ['Où dort la reine ?', 'place'],
    ["Qu'est-ce qu'une ouvrière ?", 'definition'],
    ["C'est quoi le varroa ?", 'definition'],
    ['À quoi sert la cire ?', 'definition'],
    ['Comment récolter ?', 'manner'],
    ['Quel est le rôle de la reine ?', 'other'],
  ])('%s is %s', (question, kind) => expect(questionKind(question, 'fr')).toBe(kind));

  it.each([
    ['Why does honey dry?', 'reason'],
    ['When did it arrive?', 'date'],
    ['How many eggs are there?', 'number'],
    ['Who harvests it?', 'person'],
    ['Who was Huber?', 'definition'],
    ['Where is the queen?', 'place'],
    ['What is a worker bee?', 'definition'],
    ['What does varroa mean?', 'definition'],
    ['What is wax used for?', 'definition'],
    ['How does it fly?', 'manner'],
    ['Which bee flies?', 'other'],
  ])('%s is %s', (question, kind) => expect(questionKind(question, 'en')).toBe(kind));
});

describe('showsAnswer', () => {
  it.each([
    ['Il fait cela afin de sécher.', 'reason', true],
    ['Il sèche.', 'reason', false],
    ['Il est séché pour ne pas fermenter.', 'reason', true],
    ['Il suffit de battre des ailes.', 'manner', true],
    ['Le miel brille.', 'manner', false],
    ['Elle pond deux œufs.', 'number', true],
    ['Elle pond.', 'number', false],
    ['Signalé le 3 mai.', 'date', true],
    ['C’est le suisse François Huber.', 'person', true],
    ['c’est un apiculteur.', 'person', false],
    ['Le miel est une réserve.', 'definition', true],
    ['Rien à dire.', 'other', false],
  ] as const)('%s for %s: %s', (sentence, kind, shown) =>
    expect(showsAnswer(sentence, kind, 'fr')).toBe(shown),
  );
});
