import { readNumber, readNumbers, writeLike } from './number-reader';
import { sentence } from './quiz.fixture';

const read = (text: string, language: 'fr' | 'en' = 'en') => readNumbers(sentence(text), language);

describe('readNumbers', () => {
  it.each([
    ['The bridge opened in 1937 near the city.', { written: '1937', kind: 'year', value: 1937 }],
    ['The span measures 521 metres.', { written: '521', kind: 'number', value: 521, unit: 'metres' }],
    ['It cost 2,000,000 euros.', { written: '2,000,000', value: 2_000_000 }],
    ['About 98 % of it is steel.', { written: '98', unit: '%' }],
    ['It opened on 14 July with a parade.', { written: '14', kind: 'day' }],
    ['It has seven towers.', { written: 'seven', kind: 'word', value: 7 }],
    ['It costs $450 to cross.', { written: '450' }],
  ])('reads %s', (text, expected) => expect(read(text)[0]).toMatchObject(expected));

  it.each([
    ['Le pont mesure 2 460 mètres.', { written: '2 460', value: 2460 }],
    ['La pente atteint 3,5 degrés.', { written: '3,5', value: 3.5 }],
    ['Le 4 août, il ouvre.', { written: '4', kind: 'day' }],
  ])('reads French %s', (text, expected) => expect(read(text, 'fr')[0]).toMatchObject(expected));

  it.each([
    'The result is 630.',
    'It gives 155 against something.',
    'Version 3 of the bridge rules.',
    'Python 3 is used here.',
    'So 2 + 2 = 4 metres.',
    'Cells 1, 2, 3, 4 and 5 metres apart.',
    'Only 1 tower stands.',
    'The two towers stand.',
    'Seven towers carry it.',
    'A cell holds between 20 and 100 grains.',
    'Elle dort de sept à neuf heures.',
    'There are about seven towers.',
    'Model A4 and 3D and 10:30 do not count.',
  ])('finds nothing to ask in %s', (text) => expect(read(text)).toEqual([]));
});

describe('writeLike', () => {
  it.each([
    ['It cost 2,000,000 euros.', 3_500_000, '3,500,000', 'en'],
    ['Le pont mesure 2 460 mètres.', 1230, '1 230', 'fr'],
    ['La pente atteint 3,5 degrés.', 7, '7,0', 'fr'],
    ['Rates of 2.25 percent apply.', 4.5, '4.50', 'en'],
    ['The bridge opened in 1937 near it.', 1950, '1950', 'en'],
    ['It has seven towers.', 9, 'nine', 'en'],
    ['Elle a sept tours hautes.', 12, 'douze', 'fr'],
  ] as const)('writes as %s does', (text, value, expected, language) => {
    const [fact] = read(text, language);
    expect(writeLike(value, fact!, language)).toBe(expected);
  });

  it('has no word for what it cannot count', () => {
    const [fact] = read('It has seven towers.');
    expect(writeLike(99, fact!, 'en')).toBeUndefined();
  });
});

describe('readNumber', () => {
  it.each([
    ['2 000', 2000],
    ['2,000', 2000],
    ['2,5', 2.5],
    ['2.5', 2.5],
  ])('%s', (written, value) => expect(readNumber(written)).toBe(value));
});
