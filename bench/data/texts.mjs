import { randomOf, pick } from './random.mjs';

const SYLLABLES = 'ba co da fi gu ka lo mi nu pe ra so ti vo za bri cle dro fla gri'.split(' ');

/**
 * Words that no sentence below contains and that no stemmer shortens, so that both sides find the same courses by them.
 * @param {number} count
 * @returns {string[]}
 */
export function topicsOf(count) {
  const random = randomOf(7);
  const topics = new Set();
  while (topics.size < count)
    topics.add(`${pick(random, SYLLABLES)}${pick(random, SYLLABLES)}${pick(random, SYLLABLES)}k`);
  return [...topics];
}

export const STYLES = {
  en: [
    'from zero',
    'in practice',
    'step by step',
    'for teams',
    'in one week',
    'the hard parts',
    'by example',
  ],
  fr: [
    'de zéro',
    'en pratique',
    'pas à pas',
    'en équipe',
    'en une semaine',
    'par l’exemple',
    'en profondeur',
  ],
};

const SENTENCES = {
  en: [
    'You begin with small tables and end with a report that updates itself.',
    'Each part explains one idea, shows it at work and lets you try it on data of your own.',
    'Nothing is taken for granted: whoever can open a file can follow.',
    'The exercises come from offices, laboratories and shops, and their answers are discussed.',
    'At the end you compare two ways of doing the same thing and choose for good reasons.',
    'Mistakes that everybody makes once are made here first, slowly and on purpose.',
    'You learn to read an error message as advice rather than as a verdict.',
    'The last module puts everything together in a project that you can show.',
  ],
  fr: [
    'Vous commencez par de petits tableaux et finissez par un rapport qui se met à jour tout seul.',
    'Chaque partie explique une idée, la montre au travail et vous laisse l’essayer sur vos données.',
    'Rien n’est supposé connu : qui sait ouvrir un fichier peut suivre.',
    'Les exercices viennent de bureaux, de laboratoires et de boutiques, et leurs réponses sont discutées.',
    'À la fin vous comparez deux façons de faire la même chose et choisissez pour de bonnes raisons.',
    'Les erreurs que tout le monde fait une fois sont faites ici d’abord, lentement et exprès.',
    'Vous apprenez à lire un message d’erreur comme un conseil plutôt que comme un verdict.',
    'Le dernier module réunit le tout dans un projet que vous pouvez montrer.',
  ],
};

/**
 * @param {'fr' | 'en'} language
 * @param {number} first which sentence it begins with
 * @param {number} count
 */
export function prose(language, first, count) {
  const sentences = SENTENCES[language];
  return Array.from({ length: count }, (_, i) => sentences[(first + i) % sentences.length]).join(' ');
}

/** A text lesson of about two kilobytes of HTML. @param {'fr' | 'en'} language @param {number} first */
export function lessonHtml(language, first) {
  return Array.from({ length: 5 }, (_, i) => `<p>${prose(language, first + i, 5)}</p>`).join('');
}
