import { charNgrams } from './char-ngrams';

describe('charNgrams', () => {
  it('covers a term with its edges', () => {
    expect(charNgrams('index')).toEqual(['_ind', 'inde', 'ndex', 'dex_']);
  });

  it('gives a short term once', () => {
    expect(charNgrams('r')).toEqual(['_r_']);
    expect(charNgrams('')).toEqual(['__']);
  });
});
