/** What the samples ask; the courses are those of the demo academy. */
export const SAMPLE_QUESTIONS: readonly { slug: string; question: string }[] = [
  { slug: 'sql-from-zero', question: 'What is a primary key?' },
  { slug: 'sql-from-zero', question: 'Why does a comparison with NULL never return rows?' },
  { slug: 'sql-from-zero', question: 'What is the difference between WHERE and HAVING?' },
  { slug: 'sql-from-zero', question: 'How do I keep the rows that have no match in a join?' },
  { slug: 'sql-from-zero', question: 'How do I install Oracle on Windows?' },
  { slug: 'personal-finance-basics', question: 'How big should an emergency fund be?' },
  { slug: 'personal-finance-basics', question: 'What is compound interest?' },
  { slug: 'personal-finance-basics', question: 'Who is the president of the United States?' },
  { slug: 'excel-for-everyday-decisions', question: 'Why should I turn my data into a table?' },
  { slug: 'excel-for-everyday-decisions', question: 'What does the dollar sign do in a reference?' },
  { slug: 'photographie-les-bases', question: "À quoi sert l'ouverture ?" },
  { slug: 'photographie-les-bases', question: "Qu'est-ce que la profondeur de champ ?" },
  { slug: 'photographie-les-bases', question: 'Comment figer un mouvement rapide ?' },
  { slug: 'photographie-les-bases', question: 'Quelle est la capitale du Pérou ?' },
  {
    slug: 'gestion-de-projet-du-cadrage-au-bilan',
    question: "Qu'est-ce que le chemin critique ?",
  },
  { slug: 'gestion-de-projet-du-cadrage-au-bilan', question: 'Combien de temps dure un sprint ?' },
  { slug: 'gestion-de-projet-du-cadrage-au-bilan', question: 'Que contient la note de cadrage ?' },
  { slug: 'python-vos-premiers-programmes', question: 'Comment répéter une instruction plusieurs fois ?' },
  { slug: 'python-vos-premiers-programmes', question: 'De quoi parle ce cours ?' },
  { slug: 'statistics-with-r', question: 'What does a p-value tell?' },
];

export const SAMPLE_QUIZZES: readonly { slug: string; lesson: number }[] = [
  { slug: 'sql-from-zero', lesson: 0 },
  { slug: 'sql-from-zero', lesson: 3 },
  { slug: 'personal-finance-basics', lesson: 1 },
  { slug: 'personal-finance-basics', lesson: 2 },
  { slug: 'statistics-with-r', lesson: 1 },
  { slug: 'photographie-les-bases', lesson: 0 },
  { slug: 'photographie-les-bases', lesson: 1 },
  { slug: 'gestion-de-projet-du-cadrage-au-bilan', lesson: 0 },
  { slug: 'gestion-de-projet-du-cadrage-au-bilan', lesson: 3 },
  { slug: 'python-vos-premiers-programmes', lesson: 0 },
];

/** The log that the sample recommendations rest on: invented learners on plausible ways. */
export const SAMPLE_PATHS: readonly { courses: readonly string[]; learners: number }[] = [
  { courses: ['python-first-steps', 'data-analysis-with-pandas', 'sql-from-zero'], learners: 14 },
  { courses: ['python-first-steps', 'sql-from-zero', 'statistics-with-r'], learners: 6 },
  { courses: ['excel-for-everyday-decisions', 'sql-from-zero'], learners: 8 },
  { courses: ['excel-for-everyday-decisions', 'personal-finance-basics'], learners: 9 },
  { courses: ['python-vos-premiers-programmes', 'python-analyser-avec-pandas'], learners: 12 },
  { courses: ['excel-nettoyer-croiser-presenter', 'excel-automatiser-avec-vba'], learners: 15 },
  {
    courses: ['excel-nettoyer-croiser-presenter', 'gestion-de-projet-du-cadrage-au-bilan'],
    learners: 6,
  },
  { courses: ['photographie-les-bases', 'gestion-de-projet-du-cadrage-au-bilan'], learners: 3 },
  { courses: ['statistics-with-r', 'data-analysis-with-pandas'], learners: 5 },
  { courses: ['python-analyser-avec-pandas', 'r-statistiques-et-tidyverse'], learners: 7 },
];

export const SAMPLE_LEARNERS: readonly { courses: readonly string[]; language: 'fr' | 'en' }[] = [
  { courses: [], language: 'fr' },
  { courses: [], language: 'en' },
  { courses: ['python-first-steps'], language: 'en' },
  { courses: ['python-first-steps', 'data-analysis-with-pandas'], language: 'en' },
  { courses: ['excel-for-everyday-decisions'], language: 'en' },
  { courses: ['statistics-with-r'], language: 'en' },
  { courses: ['python-vos-premiers-programmes'], language: 'fr' },
  { courses: ['excel-nettoyer-croiser-presenter'], language: 'fr' },
  { courses: ['photographie-les-bases'], language: 'fr' },
  { courses: ['excel-nettoyer-croiser-presenter', 'excel-automatiser-avec-vba'], language: 'fr' },
];
