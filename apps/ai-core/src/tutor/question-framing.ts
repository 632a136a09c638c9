import { analyze } from '@har/text-analysis';

const FRENCH = `
  servir arriver passer marcher fonctionner appeler nommer signifier vouloir dire définir définition expliquer explication concept notion donner citer parler
  utiliser savoir connaître comprendre trouver mettre prendre rôle fonction différence exemple sorte type genre chose
  moyen façon manière but raison utilité intérêt importance principal important possible meilleur bon bien mauvais
  grand petit cours leçon chapitre question réponse rapport existe arrive besoin
  contenir dedans intérieur composer trouver
  sert dit veut veulent vaut met mettent sait connaît comprend prend devient obtient donne vient falloir devenir rester obtenir
`;
const ENGLISH = `
  use happen work mean call name define definition explain concept notion give tell describe say know understand find make take get go come need want
  role function purpose difference example kind type sort thing way reason point importance main important possible best
  good bad well big small course lesson chapter question answer exist become keep long many people inside contain consist made first
`;

const FRAMING_TERMS = new Set([...analyze(FRENCH, 'fr'), ...analyze(ENGLISH, 'en')]);

/** Whether a stem is a word by which questions are put in general, and so tells little of what they are about. */
export function isFramingTerm(term: string): boolean {
  return FRAMING_TERMS.has(term);
}
