import type { RecommendationReason } from './recommendation';
import { recommendationSentence } from './recommendation-sentence';

describe('recommendationSentence', () => {
  it.each([
    ['next_step', ['SQL', 'R'], 'Souvent suivi après « SQL » et « R ».', 'Often taken after “SQL” and “R”.'],
    ['next_step', [], 'Souvent suivi après vos cours.', 'Often taken after your courses.'],
    [
      'popular',
      [],
      'Parmi les cours les plus suivis de l’académie.',
      'Among the most taken courses of the academy.',
    ],
    ['new', ['SQL'], 'Nouveau, et proche de « SQL ».', 'New, and close to “SQL”.'],
    ['new', [], 'Nouveau dans l’académie.', 'New in the academy.'],
    ['same_domain', ['SQL'], 'Dans le même domaine que « SQL ».', 'In the same domain as “SQL”.'],
    ['other', [], 'Un autre cours de l’académie.', 'Another course of the academy.'],
    ['domain_popular', [], 'Très suivi dans vos domaines.', 'Popular in your domains.'],
  ] as [RecommendationReason, string[], string, string][])('%s %j', (reason, because, french, english) => {
    expect(recommendationSentence(reason, { because }, 'fr')).toBe(french);
    expect(recommendationSentence(reason, { because }, 'en')).toBe(english);
  });

  it('names the domain', () => {
    expect(recommendationSentence('domain_popular', { because: [], domain: 'R' }, 'fr')).toContain(
      'domaine R',
    );
    expect(recommendationSentence('same_domain', { because: [], domain: 'R' }, 'fr')).toContain('domaine R');
    expect(recommendationSentence('same_domain', { because: [], domain: 'R' }, 'en')).toContain('In R');
    expect(recommendationSentence('domain_popular', { because: [], domain: 'R' }, 'en')).toContain(
      'Popular in R',
    );
  });
});
