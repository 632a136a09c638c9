import { PassageIndex } from './passage-index';
import { rankPassages } from './passage-ranker';
import { questionConcepts } from './question-concepts';
import { questionKind } from './question-kind';
import { selectQuotes, type Quote } from './sentence-selector';
import { hiveIndex } from './tutor.fixture';

const index = hiveIndex();
function quotesFor(question: string, alreadyQuoted?: string[]): Quote[] {
  const concepts = questionConcepts(question, 'fr', index);
  const kind = questionKind(question, 'fr');
  const passages = rankPassages(index, concepts, { limit: 3, kind });
  return selectQuotes({ passages, concepts, kind, language: 'fr', alreadyQuoted });
}

describe('selectQuotes', () => {
  it('quotes the sentence that says it', () => {
    expect(quotesFor('Combien d’œufs pond la reine ?')[0]?.text).toBe(
      "La reine pond jusqu'à 2 000 œufs par jour en été.",
    );
  });

  it('brings the sentence that a pronoun points to', () => {
    expect(quotesFor('Combien d’années vit la reine ?')[0]?.text).toMatch(
      /^La reine pond .* Elle vit trois à cinq ans\.$/,
    );
  });

  it('goes on to the next sentence when the first does not show what was asked', () => {
    expect(quotesFor('Pourquoi le nectar devient-il du miel ?')[0]?.text).toContain('fermente');
  });

  it('goes on for a way or a reason as long as none is told, and back where it stands before', () => {
    const told = new PassageIndex('fr');
    told.upsertLesson({
      lesson_id: 'l',
      title: 'La cire',
      content:
        '<p>Les alvéoles ont six côtés. Le nid est fait de cire. Les jeunes en suent des écailles. Il faut de la chaleur.</p>' +
        '<p>Le soleil chauffe le toit. La ruche se ventile donc. Elle bourdonne.</p>',
    });
    const first = (question: string) => {
      const concepts = questionConcepts(question, 'fr', told);
      const kind = questionKind(question, 'fr');
      return selectQuotes({
        passages: rankPassages(told, concepts, { kind }),
        concepts,
        kind,
        language: 'fr',
      })[0]?.text;
    };
    expect(first('Comment est fait le nid ?')).toBe(
      'Le nid est fait de cire. Les jeunes en suent des écailles. Il faut de la chaleur.',
    );
    expect(first('Pourquoi la ruche se ventile-t-elle ?')).toBe(
      'Le soleil chauffe le toit. La ruche se ventile donc.',
    );
    expect(first('Où est le nid ?')).toBe('Le nid est fait de cire. Les jeunes en suent des écailles.');
  });

  it('adds no sentence of another passage to a reason that is told, unless it gives one too', () => {
    const wax = new PassageIndex('fr');
    const reason = '<p>La cire est chaude, car le soleil luit.</p>';
    const mainOf = (second: string) => {
      wax.upsertLesson({ lesson_id: 'l', title: 'Nid', content: `${reason}<p>${second}</p>` });
      const concepts = questionConcepts('Pourquoi la cire est-elle chaude ?', 'fr', wax);
      const passages = rankPassages(wax, concepts).sort((a, b) => a.passage.paragraph - b.passage.paragraph);
      return selectQuotes({ passages, concepts, kind: 'reason', language: 'fr' }).map(({ main }) => main);
    };
    expect(mainOf('La cire chaude est jaune ici.')).toEqual([true, false]);
    expect(mainOf('La cire chaude coule parce que tout chauffe.')).toEqual([true, true]);
  });

  it('quotes word for word, at most three sentences for the answer', () => {
    for (const question of ['miel nectar ailes reine œufs hiver', 'Que font les abeilles ?', 'ruche']) {
      const quotes = quotesFor(question);
      expect(quotes.length).toBeGreaterThan(0);
      for (const { ranked, text } of quotes) expect(ranked.passage.text).toContain(text);
      const sentences = quotes
        .filter((quote) => quote.main)
        .flatMap((quote) => quote.text.match(/[.:]( |$)/g) ?? []);
      expect(sentences.length).toBeLessThanOrEqual(4);
    }
  });

  it('does not repeat what was quoted before when there is more', () => {
    const before = quotesFor('Pourquoi le varroa ?')[0]?.text ?? '';
    const after = quotesFor('Pourquoi le varroa ?', [
      'Le varroa est un acarien qui se nourrit des abeilles et transmet des virus.',
    ]);
    expect(before).toContain('acarien');
    expect(after[0]?.text).toContain('1982');
  });

  it('has nothing to quote without passages', () => expect(quotesFor('boson')).toEqual([]));
});
