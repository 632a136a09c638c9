import { asksAboutCourse } from './course-question';

describe('asksAboutCourse', () => {
  it.each([
    'De quoi parle ce cours ?',
    'Bonjour, de quoi traite le cours, s’il vous plaît ?',
    'Que contient ce cours ?',
    'Qu’apprend-on dans ce cours ?',
    'Que vais-je apprendre dans ce cours ?',
    'Quel est l’objectif de ce cours ?',
    'Quels sont les objectifs du cours ?',
    'Résume-moi ce cours',
  ])('%s is', (question) => expect(asksAboutCourse(question, 'fr')).toBe(true));

  it.each([
    'What is this course about?',
    "Hello! What's this course about, please?",
    'What does the course cover?',
    'What will I learn in this course?',
    'What are the goals of this course?',
    'Tell me about this course.',
  ])('%s is', (question) => expect(asksAboutCourse(question, 'en')).toBe(true));

  it.each([
    ['De quoi parle la leçon 3 ?', 'fr'],
    ['Que dit ce cours des abeilles ?', 'fr'],
    ['Que contient ce cours d’eau ?', 'fr'],
    ['What does this course say about joins?', 'en'],
    ['What is a course about bees?', 'en'],
    ['What will I learn about bees in this course?', 'en'],
  ] as const)('%s is not', (question, language) => expect(asksAboutCourse(question, language)).toBe(false));
});
