import { leansOnPrevious } from './leaning-sentence';

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
