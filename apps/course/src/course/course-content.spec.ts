import { changedContent, newContent, summarize, toParagraphs } from './course-content';

const INPUT = { title: 'Excel for shops', description: 'A text.', domain: 'Excel', price: 10 } as const;

describe('summarize', () => {
  it('keeps a short text as it is, on one line', () => {
    expect(summarize(' One line.\n\nAnother. ')).toBe('One line. Another.');
  });

  it('cuts a long text between words', () => {
    const cut = summarize('word '.repeat(100));
    expect(cut).toMatch(/^(word )+word…$/);
    expect(cut.length).toBeLessThanOrEqual(201);
  });

  it('cuts a text without spaces anyway', () => {
    expect(summarize('x'.repeat(300))).toBe(`${'x'.repeat(200)}…`);
  });
});

describe('newContent', () => {
  it('fills what is not said', () => {
    expect(newContent(INPUT, 'fr')).toEqual({
      title: 'Excel for shops',
      description: 'A text.',
      short_description: 'A text.',
      domain: 'Excel',
      stack: [],
      price: { amount_minor: 1000, currency: 'EUR', pricing_model: 'one-time' },
      keywords: [],
      category: '',
      language: 'fr',
      image_url: null,
      subtitle: '',
      level: null,
      description_long: '',
      compatibility_versions: [],
      prerequisites: [],
      learning_objectives: [],
    });
  });
});

describe('toParagraphs', () => {
  it('writes plain text as HTML that shows the same', () => {
    expect(toParagraphs('One <b>.\n\n\nTwo\n& three. ')).toBe(
      '<p>One &lt;b&gt;.</p><p>Two<br />&amp; three.</p>',
    );
    expect(toParagraphs('  ')).toBe('');
  });
});

describe('changedContent', () => {
  const current = newContent(INPUT, 'fr');

  it('changes only what is sent', () => {
    expect(changedContent({ title: 'Another title' }, current)).toEqual({
      title: 'Another title',
      short_description: 'A text.',
    });
  });

  it('keeps a short description that was written', () => {
    const written = { ...current, short_description: 'By hand.' };
    expect(changedContent({ description: 'New.' }, written)).toEqual({ description: 'New.' });
    expect(changedContent({ description: 'New.' }, current).short_description).toBe('New.');
    expect(changedContent({ short_description: '' }, written).short_description).toBe('A text.');
  });

  it('takes the short description by either name, and cleans the long one', () => {
    expect(newContent({ ...INPUT, description_short: 'By hand.' }, 'fr').short_description).toBe('By hand.');
    expect(changedContent({ description_short: 'By hand.' }, current)).toEqual({
      short_description: 'By hand.',
    });
    const long = changedContent({ description_long: '<p onclick="x()">A</p><script>x()</script>' }, current);
    expect(long.description_long).toBe('<p>A</p>');
  });
});
