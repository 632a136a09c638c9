import { answerEvidence } from './answer-evidence';
import { questionConcepts } from './question-concepts';
import { hiveIndex } from './tutor.fixture';

const concepts = questionConcepts('Pourquoi les abeilles sèchent-elles le miel ?', 'fr', hiveIndex());
const evidence = (text: string) => answerEvidence(text, concepts, 'reason', 'fr');

describe('answerEvidence', () => {
  it('counts what two neighbouring sentences have of the question, whichever of them gives the reason', () => {
    expect(evidence('Les abeilles sont là. Le miel est séché, car il fermenterait.')).toEqual({
      covered: expect.closeTo(1),
      shown: true,
    });
    expect(evidence('Le miel est séché. Les abeilles en vivent. Il pleut, car il fait froid.').shown).toBe(
      false,
    );
  });

  it('is nothing without the words of the question', () => {
    expect(evidence('Il pleut, car il fait froid.').covered).toBe(0);
    expect(evidence('')).toEqual({ covered: 0, shown: false });
    expect(answerEvidence('Le miel.', [], 'reason', 'fr').covered).toBe(0);
  });
});
