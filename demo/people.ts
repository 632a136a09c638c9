import { DEMO_COUPONS } from './coupon-loader';
import type { DemoInstructor, DemoInstructorKey, DemoLearner, DemoReview } from './people.types';

/** The password of every demo account. */
export const DEMO_PASSWORD = 'Learn2Grow!';

/** The authors of the demo courses; the keys are the `instructor` of `course.json`. */
export const DEMO_INSTRUCTORS: Record<DemoInstructorKey, DemoInstructor> = {
  claire: {
    first_name: 'Claire',
    last_name: 'Fontaine',
    email: 'claire@demo.har.academy',
    language: 'fr',
    bio: "Contrôleuse de gestion pendant douze ans, puis cheffe de projet, Claire forme aujourd'hui des équipes à Excel et à la conduite de projet. Sa règle : un chiffre que l'on ne sait pas vérifier n'est pas un résultat.",
    expertise_tags: ['Excel', 'VBA', 'Reporting', 'Gestion de projet'],
  },
  marc: {
    first_name: 'Marc',
    last_name: 'Weber',
    email: 'marc@demo.har.academy',
    language: 'en',
    bio: 'Marc is a data analyst who taught statistics at a technical college before he moved to industry. He teaches Python, R and SQL in English and French, with small data sets that can be checked by hand.',
    expertise_tags: ['Python', 'pandas', 'R', 'SQL', 'Statistics'],
  },
  aisha: {
    first_name: 'Aisha',
    last_name: 'Bello',
    email: 'aisha@demo.har.academy',
    language: 'en',
    bio: 'Aisha has counselled households on money for ten years and photographs cities at the weekend. She explains everyday skills in plain words, in English and French.',
    expertise_tags: ['Personal finance', 'Photography', 'Everyday skills'],
  },
};

/** Eight learners: newcomers, people halfway, and some who have finished more than one course. */
export const DEMO_LEARNERS: DemoLearner[] = [
  {
    key: 'lea',
    first_name: 'Léa',
    last_name: 'Moreau',
    email: 'lea@demo.har.academy',
    language: 'fr',
    plan: 'pro',
    journeys: [
      { course: 'python-vos-premiers-programmes', access: 'free', completed: 'all' },
      { course: 'python-analyser-avec-pandas', access: 'purchase', completed: [1, 2, 3, 4, 6] },
      { course: 'r-statistiques-et-tidyverse', access: 'subscription', completed: [1, 2] },
    ],
  },
  {
    key: 'hugo',
    first_name: 'Hugo',
    last_name: 'Lambert',
    email: 'hugo@demo.har.academy',
    language: 'fr',
    plan: 'pro',
    journeys: [
      { course: 'excel-nettoyer-croiser-presenter', access: 'purchase', completed: 'all' },
      {
        course: 'excel-automatiser-avec-vba',
        access: 'purchase',
        coupon: DEMO_COUPONS.exhausted.code,
        completed: [1, 2, 3],
      },
      { course: 'gestion-de-projet-du-cadrage-au-bilan', access: 'subscription', completed: 'all' },
      { course: 'python-vos-premiers-programmes', access: 'free', completed: [] },
    ],
  },
  {
    key: 'fatou',
    first_name: 'Fatou',
    last_name: 'Diallo',
    email: 'fatou@demo.har.academy',
    language: 'fr',
    plan: 'pro',
    journeys: [
      { course: 'excel-nettoyer-croiser-presenter', access: 'purchase', completed: 'all' },
      { course: 'excel-automatiser-avec-vba', access: 'purchase', completed: 'all' },
      { course: 'python-vos-premiers-programmes', access: 'free', completed: 'all' },
      { course: 'python-analyser-avec-pandas', access: 'purchase', completed: 'all' },
      { course: 'sql-from-zero', access: 'subscription', completed: [1, 2, 3] },
    ],
  },
  {
    key: 'thomas',
    first_name: 'Thomas',
    last_name: 'Girard',
    email: 'thomas@demo.har.academy',
    language: 'fr',
    journeys: [
      { course: 'photographie-les-bases', access: 'free', completed: [1, 2, 3, 4, 5] },
      { course: 'python-vos-premiers-programmes', access: 'free', completed: [1] },
      { course: 'personal-finance-basics', access: 'free', completed: [] },
    ],
  },
  {
    key: 'emma',
    first_name: 'Emma',
    last_name: 'Clarke',
    email: 'emma@demo.har.academy',
    language: 'en',
    journeys: [
      { course: 'python-first-steps', access: 'free', completed: 'all' },
      {
        course: 'data-analysis-with-pandas',
        access: 'purchase',
        coupon: DEMO_COUPONS.welcome.code,
        completed: [1, 2, 3, 4, 5],
      },
      { course: 'personal-finance-basics', access: 'free', completed: [1, 2, 3] },
    ],
  },
  {
    key: 'daniel',
    first_name: 'Daniel',
    last_name: 'Novak',
    email: 'daniel@demo.har.academy',
    language: 'en',
    plan: 'pro',
    journeys: [
      { course: 'excel-for-everyday-decisions', access: 'purchase', completed: 'all' },
      { course: 'sql-from-zero', access: 'subscription', completed: 'all' },
      { course: 'statistics-with-r', access: 'purchase', completed: [1, 2] },
    ],
  },
  {
    key: 'priya',
    first_name: 'Priya',
    last_name: 'Nair',
    email: 'priya@demo.har.academy',
    language: 'en',
    plan: 'pro',
    journeys: [
      { course: 'python-first-steps', access: 'free', completed: 'all' },
      { course: 'data-analysis-with-pandas', access: 'purchase', completed: 'all' },
      { course: 'sql-from-zero', access: 'subscription', completed: [1, 2, 3, 4, 5, 6] },
      { course: 'statistics-with-r', access: 'purchase', completed: [1, 2, 3, 4, 5, 6, 7, 8] },
    ],
  },
  {
    key: 'sofia',
    first_name: 'Sofia',
    last_name: 'Rossi',
    email: 'sofia@demo.har.academy',
    language: 'en',
    journeys: [
      { course: 'personal-finance-basics', access: 'free', completed: 'all' },
      { course: 'excel-for-everyday-decisions', access: 'purchase', completed: [1] },
      { course: 'python-first-steps', access: 'free', completed: [1, 2, 3, 4, 6] },
      { course: 'photographie-les-bases', access: 'free', completed: 'all' },
    ],
  },
];

/** What the learners say about the courses that they have begun or finished. */
export const DEMO_REVIEWS: DemoReview[] = [
  {
    learner: 'lea',
    course: 'python-vos-premiers-programmes',
    rating: 5,
    text: "Je n'avais jamais programmé. Le budget que l'on suit d'une leçon à l'autre donne envie de continuer, et chaque résultat se vérifie.",
    reply:
      "Merci Léa. Le budget vient d'un vrai tableur, avec ses lignes oubliées : c'est pour cela que les totaux de contrôle y sont.",
    helpful: ['fatou', 'hugo', 'thomas'],
  },
  {
    learner: 'thomas',
    course: 'python-vos-premiers-programmes',
    rating: 2,
    text: "Je me suis arrêté au premier quiz : pour moi tout va trop vite, et j'attendais plutôt de la programmation de jeux.",
    reply:
      "Merci de le dire franchement, Thomas. Ce cours part d'un budget, pas d'un jeu ; la première leçon se refait en une semaine, à raison d'un exemple par soir.",
  },
  {
    learner: 'fatou',
    course: 'python-vos-premiers-programmes',
    rating: 4,
    text: "Très clair et bien rythmé. J'aurais aimé un deuxième exercice sur les fichiers.",
    reply: "Bonne idée : en attendant, reprenez l'exercice du bilan en lisant deux fichiers au lieu d'un.",
    helpful: ['lea'],
  },
  {
    learner: 'lea',
    course: 'python-analyser-avec-pandas',
    rating: 4,
    text: 'Le passage sur les valeurs manquantes a changé ma façon de travailler. Le prix est un peu élevé, le contenu le vaut.',
    helpful: ['fatou'],
  },
  {
    learner: 'fatou',
    course: 'python-analyser-avec-pandas',
    rating: 5,
    text: 'On contrôle chaque jointure au lieu de croire le résultat sur parole. Exactement ce dont mon équipe avait besoin.',
    helpful: ['lea', 'hugo'],
  },
  {
    learner: 'hugo',
    course: 'excel-nettoyer-croiser-presenter',
    rating: 5,
    text: "J'utilisais Excel depuis dix ans sans les tableaux structurés. Quel temps perdu, et quel soulagement depuis !",
    helpful: ['fatou', 'thomas'],
  },
  {
    learner: 'fatou',
    course: 'excel-nettoyer-croiser-presenter',
    rating: 4,
    text: 'De bonnes explications et un exercice réaliste. La leçon sur les graphiques pourrait être plus longue.',
    reply:
      "Merci Fatou, je prépare un complément sur les graphiques à deux axes, et sur les raisons de s'en passer.",
    helpful: ['hugo'],
  },
  {
    learner: 'hugo',
    course: 'excel-automatiser-avec-vba',
    rating: 3,
    text: "Solide, mais la marche est haute entre les variables et les boucles : il m'a fallu relire deux fois.",
    reply:
      "Vous avez raison, la marche est haute. Refaites d'abord l'exercice des relances sans boucle, sur trois lignes : la boucle viendra d'elle-même.",
    helpful: ['fatou', 'lea'],
  },
  {
    learner: 'fatou',
    course: 'excel-automatiser-avec-vba',
    rating: 5,
    text: "Mes relances du lundi partent maintenant d'un bouton. Le chapitre sur les erreurs évite bien des surprises aux collègues.",
    helpful: ['hugo'],
  },
  {
    learner: 'hugo',
    course: 'gestion-de-projet-du-cadrage-au-bilan',
    rating: 5,
    text: 'Le chemin critique enfin expliqué avec des nombres. Le café associatif sert de fil rouge du début à la fin.',
    helpful: ['fatou', 'lea'],
  },
  {
    learner: 'thomas',
    course: 'photographie-les-bases',
    rating: 5,
    text: "J'ai quitté le mode automatique au bout de trois leçons. L'exercice des quatre scènes est à refaire chaque mois.",
    helpful: ['sofia'],
  },
  {
    learner: 'sofia',
    course: 'photographie-les-bases',
    rating: 4,
    text: 'Le français est facile à suivre même pour une Italienne, et les conseils sur la lumière sont précieux.',
    reply: "Grazie, Sofia ! Essayez aussi une promenade à midi : la lumière dure mérite d'être connue.",
    helpful: ['thomas'],
  },
  {
    learner: 'emma',
    course: 'python-first-steps',
    rating: 5,
    text: 'I had given up on programming twice. The lesson on reading error messages is what I had been missing all along.',
    helpful: ['priya', 'sofia', 'daniel'],
  },
  {
    learner: 'priya',
    course: 'python-first-steps',
    rating: 4,
    text: 'Short programs with their exact output: easy to follow and to change. A lesson on files would make it complete.',
    reply:
      'Thank you, Priya. Files are the first lesson of the next edition; the receipt exercise is ready to be saved to one.',
    helpful: ['emma'],
  },
  {
    learner: 'emma',
    course: 'data-analysis-with-pandas',
    rating: 5,
    text: 'The habit of checking the number of rows after each step has already saved me from one embarrassing report.',
    helpful: ['priya'],
  },
  {
    learner: 'priya',
    course: 'data-analysis-with-pandas',
    rating: 4,
    text: 'Excellent on merges and on doubting your own results. I would have liked a lesson on charts as well.',
    helpful: ['emma', 'daniel'],
  },
  {
    learner: 'daniel',
    course: 'excel-for-everyday-decisions',
    rating: 5,
    text: 'One tiny data set, and I finally understand when to use SUMIFS, a lookup or a pivot table.',
    reply:
      'That is the whole point of tiny data, Daniel: you can see with your own eyes which of the three is right.',
    helpful: ['sofia', 'emma'],
  },
  {
    learner: 'daniel',
    course: 'sql-from-zero',
    rating: 5,
    text: 'It shows the queries that look right and are wrong. The join that counts copies twice was in our own dashboard.',
    helpful: ['priya', 'fatou'],
  },
  {
    learner: 'priya',
    course: 'statistics-with-r',
    rating: 5,
    text: 'After shuffling the labels myself I will never misread a p-value again. Clear, honest and without magic.',
    helpful: ['daniel'],
  },
  {
    learner: 'daniel',
    course: 'statistics-with-r',
    rating: 3,
    text: 'Good so far, although the lesson on spread packs a lot into one page. I shall go on with a notebook beside me.',
    reply:
      'Take the lesson on spread in two evenings: stop at the standard deviation, and draw it before you go on.',
    helpful: ['priya'],
  },
  {
    learner: 'sofia',
    course: 'personal-finance-basics',
    rating: 5,
    text: 'No product, no tricks, just arithmetic. We have held the money meeting twice now and nobody has quarrelled.',
    helpful: ['emma', 'thomas'],
  },
];
