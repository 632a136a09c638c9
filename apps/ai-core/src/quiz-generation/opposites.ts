import type { Language } from '@har/text-analysis';

const PAIRS: Record<Language, string> = {
  fr: `augmente/diminue augmentent/diminuent accélère/ralentit accélèrent/ralentissent monte/descend gagne/perd
    supérieur/inférieur supérieure/inférieure supérieurs/inférieurs supérieures/inférieures
    maximal/minimal maximale/minimale intérieur/extérieur intérieure/extérieure interne/externe internes/externes
    facilite/empêche facilitent/empêchent autorise/interdit autorisent/interdisent possible/impossible
    obligatoire/facultatif rapide/lent rapides/lents rapidement/lentement chaud/froid chaude/froide chauds/froids chaudes/froides
    positif/négatif positive/négative positifs/négatifs positives/négatives nord/sud est/ouest naissance/mort
    ajoute/retire ajoutent/retirent ouvre/ferme ouvrent/ferment premier/dernier première/dernière
    croissant/décroissant croissante/décroissante visible/invisible visibles/invisibles public/privé publique/privée
    souvent/rarement favorise/freine favorisent/freinent élargit/rétrécit allonge/raccourcit gauche/droite`,
  en: `increases/decreases increase/decrease increased/decreased rises/falls raises/lowers raise/lower
    before/after always/never higher/lower larger/smaller longer/shorter faster/slower hotter/colder warmer/cooler
    maximum/minimum inside/outside internal/external inner/outer upper/lower allows/prevents allow/prevent
    possible/impossible mandatory/optional fast/slow quickly/slowly hot/cold warm/cool positive/negative
    north/south northern/southern east/west eastern/western birth/death adds/removes add/remove opens/closes beginning/end
    first/last ascending/descending visible/invisible public/private often/rarely strengthens/weakens widens/narrows
    expands/contracts expand/contract attracts/repels attract/repel deepest/shallowest heavier/lighter stronger/weaker
     most/least`,
};

/** Words of one letter case and form, with the word that makes a plain sentence say the contrary; both ways. */
export const OPPOSITES: Record<Language, ReadonlyMap<string, string>> = {
  fr: readPairs(PAIRS.fr, ['est', 'premier', 'première', 'dernier', 'dernière']),
  en: readPairs(PAIRS.en, ['first', 'last', 'end', 'most', 'least']),
};

/** `never` are words that have another meaning as often (« est », "end"), and are only put in, or not used at all. */
function readPairs(pairs: string, never: readonly string[]): Map<string, string> {
  const map = new Map<string, string>();
  for (const pair of pairs.trim().split(/\s+/)) {
    const [one = '', other = ''] = pair.split('/');
    map.set(one, other);
    if (!map.has(other)) map.set(other, one);
  }
  for (const word of never) map.delete(word);
  return map;
}
