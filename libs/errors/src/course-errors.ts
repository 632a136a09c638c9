import type { CatalogueEntry } from './catalogue';

/** What the course service can answer beyond the errors of every route. */
export const COURSE_ERRORS = {
  COURSE_NOT_FOUND: { status: 404, fr: 'Ce cours n’existe pas.', en: 'There is no such course.' },
  COURSE_NOT_OWNER: {
    status: 403,
    fr: 'Ce cours appartient à un autre formateur.',
    en: 'This course belongs to another instructor.',
  },
  COURSE_ARCHIVED: {
    status: 404,
    fr: 'Ce cours est archivé. Publiez-le de nouveau pour le modifier.',
    en: 'This course is archived. Publish it again to change it.',
  },
  COURSE_MOVED: {
    status: 308,
    fr: 'Ce cours a une autre adresse : {location}.',
    en: 'This course has another address: {location}.',
  },
  COURSE_SLUG_TAKEN: {
    status: 409,
    fr: 'Un autre cours a déjà cette adresse.',
    en: 'Another course has this slug already.',
  },
  COURSE_NOT_PUBLISHABLE: {
    status: 400,
    fr: 'Ce cours ne peut pas encore être publié.',
    en: 'This course cannot be published yet.',
  },
  COURSE_HAS_LEARNERS: {
    status: 400,
    fr: 'Des apprenants sont inscrits à ce cours : archivez-le plutôt.',
    en: 'Learners are enrolled in this course: archive it instead.',
  },
  COURSE_KEEPS_LESSON: {
    status: 400,
    fr: 'Un cours publié garde au moins une leçon.',
    en: 'A published course keeps at least one lesson.',
  },
  COURSE_TOO_LARGE: {
    status: 400,
    fr: 'Un cours a au plus {modules} modules et {lessons} leçons.',
    en: 'A course has at most {modules} modules and {lessons} lessons.',
  },
  COURSE_EDIT_CONFLICT: {
    status: 409,
    fr: 'Le cours est modifié par plusieurs personnes à la fois. Réessayez.',
    en: 'Several people are changing this course at once. Try again.',
  },
  OUTLINE_MISMATCH: {
    status: 400,
    fr: 'Le plan doit citer chaque module et chaque leçon du cours, une fois chacun.',
    en: 'The outline must name every module and lesson of the course, each once.',
  },
  MODULE_NOT_FOUND: { status: 404, fr: 'Ce module n’existe pas.', en: 'There is no such module.' },
  LESSON_NOT_FOUND: { status: 404, fr: 'Cette leçon n’existe pas.', en: 'There is no such lesson.' },
  LESSON_INCOMPLETE: {
    status: 400,
    fr: 'Il manque à cette leçon le contenu de son type ({type}).',
    en: 'This lesson lacks the body of its type ({type}).',
  },
  ALREADY_ENROLLED: {
    status: 400,
    fr: 'Vous êtes déjà inscrit à ce cours.',
    en: 'You are already enrolled in this course.',
  },
  PAYMENT_REQUIRED: {
    status: 402,
    fr: 'Ce cours est payant : achetez-le ou abonnez-vous à une formule qui l’ouvre.',
    en: 'This course must be paid for: buy it, or subscribe to a plan that opens it.',
  },
  NOT_ENROLLED: {
    status: 403,
    fr: 'Vous n’êtes pas inscrit à ce cours.',
    en: 'You are not enrolled in this course.',
  },
  COURSE_ACCESS_ENDED: {
    status: 403,
    fr: 'Votre achat ou votre abonnement n’ouvre plus ce cours.',
    en: 'Your purchase or subscription no longer opens this course.',
  },
  QUIZ_SCORE_REFUSED: {
    status: 400,
    fr: 'La note d’un quiz vient de sa correction : répondez au quiz.',
    en: 'The score of a quiz comes from its marks: answer the quiz.',
  },
  QUIZ_NOT_PASSED: {
    status: 400,
    fr: 'Une leçon de type quiz se termine en réussissant le quiz.',
    en: 'A quiz lesson is completed by passing its quiz.',
  },
  REVIEW_NOT_FOUND: { status: 404, fr: 'Cet avis n’existe pas.', en: 'There is no such review.' },
  REVIEW_NEEDS_LESSON: {
    status: 403,
    fr: 'Terminez au moins une leçon du cours avant de donner votre avis.',
    en: 'Complete at least one lesson of the course before you review it.',
  },
  REVIEW_OF_OWN_COURSE: {
    status: 403,
    fr: 'On ne donne pas d’avis sur son propre cours.',
    en: 'You cannot review your own course.',
  },
  REVIEW_EXISTS: {
    status: 409,
    fr: 'Vous avez déjà donné votre avis sur ce cours : modifiez-le.',
    en: 'You have reviewed this course already: change your review.',
  },
  REVIEW_NOT_OWN: {
    status: 403,
    fr: 'Cet avis est de quelqu’un d’autre.',
    en: 'This review is somebody else’s.',
  },
  REVIEW_EDIT_CONFLICT: {
    status: 409,
    fr: 'Cet avis est modifié par plusieurs personnes à la fois. Réessayez.',
    en: 'Several people are changing this review at once. Try again.',
  },
  OWN_REVIEW_VOTE: {
    status: 403,
    fr: 'On ne vote pas pour son propre avis.',
    en: 'You cannot vote for your own review.',
  },
  OWN_REVIEW_REPORT: {
    status: 403,
    fr: 'On ne signale pas son propre avis : supprimez-le.',
    en: 'You cannot report your own review: delete it.',
  },
  REVIEW_ALREADY_REPORTED: {
    status: 409,
    fr: 'Vous avez déjà signalé cet avis.',
    en: 'You have reported this review already.',
  },
  LESSON_NOT_QUIZ: { status: 400, fr: 'Cette leçon n’est pas un quiz.', en: 'This lesson is not a quiz.' },
  COMMENT_NOT_FOUND: { status: 404, fr: 'Ce commentaire n’existe pas.', en: 'There is no such comment.' },
  COMMENT_NOT_OWN: {
    status: 403,
    fr: 'Ce commentaire est de quelqu’un d’autre.',
    en: 'This comment is somebody else’s.',
  },
  COMMENT_EDIT_CLOSED: {
    status: 403,
    fr: 'Un commentaire ne se corrige que dans les {minutes} minutes après sa publication.',
    en: 'A comment can be corrected for {minutes} minutes after it was posted.',
  },
  COMMENT_DELETED: {
    status: 409,
    fr: 'Cette question a été supprimée : on ne peut plus y répondre.',
    en: 'This question was deleted: it takes no more replies.',
  },
  COMMENT_NOT_ANSWER: {
    status: 400,
    fr: 'Seule une réponse à une question peut être la réponse officielle.',
    en: 'Only a reply to a question can be its official answer.',
  },
  ANSWER_ALREADY_PINNED: {
    status: 409,
    fr: 'Cette question a déjà une réponse officielle : détachez-la d’abord.',
    en: 'This question has an official answer already: unpin it first.',
  },
  OWN_COMMENT_VOTE: {
    status: 400,
    fr: 'On ne vote pas pour son propre commentaire.',
    en: 'You cannot vote for your own comment.',
  },
  MENTION_NOT_PARTICIPANT: {
    status: 400,
    fr: 'On mentionne au plus {max} personnes, qui ont écrit sous cette leçon ou qui l’enseignent.',
    en: 'You can mention at most {max} people, who wrote under this lesson or teach it.',
  },
  RESOURCE_NOT_FOUND: { status: 404, fr: 'Cette ressource n’existe pas.', en: 'There is no such resource.' },
  TOO_MANY_RESOURCES: {
    status: 400,
    fr: 'Un cours ou une leçon a au plus {limit} ressources.',
    en: 'A course or a lesson has at most {limit} resources.',
  },
  LESSON_NOT_VIDEO: {
    status: 400,
    fr: 'Cette leçon n’est pas une vidéo.',
    en: 'This lesson is not a video.',
  },
  VIDEO_NOT_HOSTED: {
    status: 404,
    fr: 'Aucune vidéo n’a été déposée pour cette leçon.',
    en: 'No video was uploaded for this lesson.',
  },
} as const satisfies Record<string, CatalogueEntry>;
