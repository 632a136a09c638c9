type Language = 'fr' | 'en';

const WORDS = {
  fr: {
    title: 'E-mails de Har Academy',
    question: 'Ne plus recevoir d’e-mails sur les questions et les réponses ?',
    button: 'Me désabonner',
    done: 'C’est fait : vous ne recevrez plus d’e-mails sur les questions et les réponses.',
    back: 'Vous pouvez les rétablir à tout moment dans les réglages de votre compte.',
  },
  en: {
    title: 'Har Academy e-mails',
    question: 'Stop e-mails about questions and answers?',
    button: 'Unsubscribe',
    done: 'Done: you will get no more e-mails about questions and answers.',
    back: 'You can turn them on again in the settings of your account at any time.',
  },
} as const;

/** Asks before anything changes; the button posts to where the page is from. */
export function unsubscribePage(
  { email_notifications }: { email_notifications: boolean },
  language: Language,
): string {
  if (!email_notifications) return unsubscribedPage(undefined, language);
  const { question, button } = WORDS[language];
  return layout(
    language,
    `<p>${question}</p><form method="post"><button type="submit">${button}</button></form>`,
  );
}

export function unsubscribedPage(_subscription: unknown, language: Language): string {
  const { done, back } = WORDS[language];
  return layout(language, `<p>${done}</p><p>${back}</p>`);
}

function layout(language: Language, body: string): string {
  const { title } = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title></head>
<body style="max-width:34rem;margin:15vh auto;padding:0 1.5rem;font:1.1rem/1.5 system-ui,sans-serif">
<h1 style="font-size:1.4rem">${title}</h1>
${body}
</body>
</html>
`;
}
