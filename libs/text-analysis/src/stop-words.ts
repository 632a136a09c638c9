import { foldText } from './fold';
import type { Language } from './language';

const FRENCH = `
  le la les l un une des du de d au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
  je j tu il elle on nous vous ils elles me m te t se s moi toi lui soi eux y en
  qui que qu quoi dont où quel quelle quels quelles lequel laquelle lesquels lesquelles auquel duquel desquels desquelles
  et ou mais donc ni car si comme quand lorsque lorsqu puisque puisqu quoique quoiqu parce afin tandis
  à dans par pour sur sous avec sans entre vers chez dès jusque jusqu depuis pendant avant après contre selon parmi
  ne n pas plus moins très trop peu assez aussi ainsi alors encore déjà toujours jamais souvent parfois ici là
  est es suis sommes êtes sont était étaient étais étions étiez sera seront serai serait seraient soit soient être étant fut furent
  a ai as avons avez ont avait avaient avais avions aura auront aurait auraient ait aient avoir ayant eu eut
  peut peux peuvent pouvez pouvons pourrait pouvait pouvaient pouvoir doit doivent dois devons devait faut fallait
  va vont vais allait aller vient viennent
  fait faire font fais faites
  pourquoi comment combien c ça cela ceci celui celle ceux celles voici voilà
  tout toute tous toutes autre autres même mêmes chaque plusieurs certains certaines quelque quelques quelqu aucun aucune rien
  oui non merci bonjour svp stp ô
`;

const ENGLISH = `
  the a an this that these those my your his her its our their mine yours hers ours theirs
  i you he she it we they me him us them myself yourself itself themselves one ones
  who whom whose which what when where why how
  and or but if because so than then though although while as unless until whether
  of at by for with about against between into through during before after above below to from in out on off up down over under again
  no nor not only own same too very just also still even ever yet quite rather
  am is are was were be been being have has had having do does did doing done don doesn didn isn aren wasn weren hasn haven hadn
  can could will would shall should may might must cannot couldn wouldn shouldn won wo ca
  here there all any both each few more most other others some such much many several every either neither none nothing something
  s t re ve ll d m now always never often usually please hello hi thanks yes let lets
`;

const listed = (words: string): Set<string> => new Set(foldText(words).split(/\s+/).filter(Boolean));

/** Folded function words of each language, with the words that frame a question. */
export const STOP_WORDS: Record<Language, ReadonlySet<string>> = {
  fr: listed(FRENCH),
  en: listed(ENGLISH),
};

/** Whether a folded term only holds a sentence together in that language. */
export function isStopWord(term: string, language: Language): boolean {
  return STOP_WORDS[language].has(term);
}
