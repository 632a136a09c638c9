import type { DemoQuestion } from './people.types';

/** What the learners ask under the lessons of the demo courses, and what they are answered. */
export const DEMO_QUESTIONS: DemoQuestion[] = [
  {
    course: 'python-vos-premiers-programmes',
    lesson: 4,
    by: 'lea',
    text: 'Avec budget["loisirs"] le programme s’arrête sur KeyError, avec budget.get("loisirs", 0) il continue. Pourquoi ne pas toujours écrire get ?',
    votes: ['fatou', 'hugo'],
    answers: [
      {
        by: 'fatou',
        text: 'Parce que get cache aussi les fautes de frappe : budget.get("loisir", 0) rend 0 sans rien dire. Cela m’est arrivé dans le bilan du mois.',
        votes: ['lea', 'thomas'],
      },
      {
        by: 'marc',
        text: 'Les deux ont leur place. Les crochets quand la clé doit exister : une erreur vaut mieux qu’un total faux. get quand son absence est normale, comme dans totaux.get(poste, 0) la première fois qu’un poste apparaît.',
        votes: ['lea', 'fatou', 'hugo'],
        official: true,
      },
    ],
  },
  {
    course: 'python-vos-premiers-programmes',
    lesson: 1,
    by: 'thomas',
    text: 'Chez moi print(0.1 + 0.2) affiche 0.30000000000000004. Ai-je mal installé Python ?',
    votes: ['lea'],
    answers: [
      {
        by: 'lea',
        text: 'Non, j’ai le même résultat. Pour mon budget j’affiche round(total, 2).',
        votes: ['thomas'],
      },
    ],
  },
  {
    course: 'excel-nettoyer-croiser-presenter',
    lesson: 4,
    by: 'hugo',
    text: 'Un code figure deux fois dans ma table des tarifs et RECHERCHEX me rend toujours la première ligne. Comment obtenir la dernière ?',
    votes: ['fatou'],
    answers: [
      {
        by: 'claire',
        text: 'Par le dernier argument, le mode de recherche : -1 cherche de la dernière ligne vers la première. Mais demandez-vous d’abord pourquoi le code y est deux fois : une clé en double est le plus souvent une erreur de la table, pas de la formule.',
        votes: ['hugo', 'fatou'],
        official: true,
      },
    ],
  },
  {
    course: 'photographie-les-bases',
    lesson: 2,
    by: 'thomas',
    text: 'À f/1,8 mes portraits ont un œil net et l’autre flou. Me faut-il un meilleur objectif ?',
    votes: [],
    answers: [
      {
        by: 'aisha',
        text: 'Non, c’est la profondeur de champ : à cette ouverture elle est de quelques centimètres. Faites la mise au point sur l’œil le plus proche, puis fermez à f/2,8 ou reculez d’un pas.',
        votes: ['thomas'],
        official: true,
      },
    ],
  },
  {
    course: 'sql-from-zero',
    lesson: 3,
    by: 'daniel',
    text: 'COUNT(*) gives me 6 books and COUNT(year) only 5. Did I lose a row?',
    votes: ['priya', 'fatou'],
    answers: [
      {
        by: 'priya',
        text: 'No row is lost: COUNT(year) leaves out rows in which year is NULL, and nobody knows the year of Beowulf. COUNT(*) counts rows, whatever is in them.',
        votes: ['daniel', 'fatou'],
        official: true,
      },
      {
        by: 'marc',
        text: 'Exactly. The same holds for AVG: the mean of year is taken over the five years that are known.',
        votes: ['daniel'],
      },
    ],
  },
  {
    course: 'sql-from-zero',
    lesson: 4,
    by: 'fatou',
    text: 'After LEFT JOIN I added WHERE b.year > 1800, and the authors without a book disappeared again. Why?',
    votes: ['daniel'],
    answers: [
      {
        by: 'daniel',
        text: 'Their b.year is NULL, and NULL > 1800 is not true, so WHERE drops them. I put the condition into ON.',
        votes: ['fatou', 'priya'],
      },
      {
        by: 'marc',
        text: 'Right: ON decides which rows are partners, WHERE which rows of the result stay. A condition on the right table in WHERE turns a left join into an inner one.',
        votes: ['fatou'],
        official: true,
      },
    ],
  },
  {
    course: 'python-first-steps',
    lesson: 3,
    by: 'emma',
    text: 'Why is = not enough in a condition? In my maths lessons it always was.',
    votes: ['priya'],
    answers: [
      {
        by: 'marc',
        text: 'Because in Python it does something: age = 17 gives a name to a value. The question whether two values are equal needs a sign of its own, and that is ==. Python refuses if age = 17: so that the two cannot be mixed up unnoticed.',
        votes: ['emma', 'priya'],
        official: true,
      },
    ],
  },
  {
    course: 'statistics-with-r',
    lesson: 4,
    by: 'priya',
    text: 'May I write in a report that the true mean lies between 4.61 and 5.45 with a probability of 95 %?',
    votes: ['daniel'],
    answers: [],
  },
];
