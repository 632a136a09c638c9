import { followsFromPrevious, leansOnPrevious } from './leaning-sentence';

describe('leansOnPrevious', () => {
  it.each([
    'Elle pond.',
    "C'est vrai.",
    'Cette étape suit.',
    'En effet, il sèche.',
    'It dries.',
    'These bees fly.',
    'L’une dort.',
  ])('%s does', (sentence) => expect(leansOnPrevious(sentence)).toBe(true));

  it.each([
    'Les abeilles volent.',
    'Ilse dort.',
    'Item one.',
    'Thermal energy rises.',
    'Celsius est une échelle.',
  ])('%s does not', (sentence) => expect(leansOnPrevious(sentence)).toBe(false));
});

describe('followsFromPrevious', () => {
  it.each([
    ['Rester debout fait donc gonfler les chevilles.', 'fr', true],
    ['Les nuages naissent de cette façon.', 'fr', true],
    ['Les nuages donnent de la pluie.', 'fr', false],
    ['So the ankles swell.', 'en', true],
    ['The ankles therefore swell.', 'en', true],
    ['Some ankles swell.', 'en', false],
  ] as const)('%s (%s): %s', (sentence, language, follows) =>
    expect(followsFromPrevious(sentence, language)).toBe(follows),
  );
});
