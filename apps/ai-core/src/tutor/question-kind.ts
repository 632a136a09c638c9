import { foldText, type Language } from '@har/text-analysis';

/** What a question waits for, as far as its wording tells. */
export type QuestionKind =
  'definition' | 'reason' | 'manner' | 'number' | 'date' | 'person' | 'place' | 'other';

const ASKS: Record<Language, [QuestionKind, RegExp][]> = {
  fr: [
    ['reason', /\bpourquoi\b|\bpour quelles? raisons?\b|\ba cause de quoi\b/],
    ['date', /\bquand\b|\ben quelle annee\b|\ba quelle (?:date|epoque)\b|\bquel (?:jour|siecle)\b/],
    ['number', /\bcombien\b|\bquel(?:le)? (?:pourcentage|nombre|taux|distance|taille|duree|part|quantite)\b/],
    ['definition', /\bqui (?:est|etait|sont|etaient) (?!-|ce qu|l[ea] |l['’]|les )[^?]{1,40}\??\s*$/],
    ['person', /\bqui\b(?! est-ce que?\b)(?=[^?]{3})/],
    ['place', /(?:^|[^a-z])ou\b(?=.*\?)|\ba quel endroit\b|\bdans quelle? (?:ville|pays|region|partie)\b/],
    [
      'definition',
      /\bqu['’]est[- ]ce qu|\bc['’]est quoi\b|\bdefini|\bque (?:signifie|veut dire|designe)\b|\bqu['’]appelle|\ba quoi ser(?:t|vent)\b/,
    ],
    ['manner', /\bcomment\b|\bde quelle (?:facon|maniere)\b/],
  ],
  en: [
    ['reason', /\bwhy\b|\bfor what reason\b/],
    ['date', /\bwhen\b|\bwhat year\b|\bwhich year\b|\bwhat date\b/],
    [
      'number',
      /\bhow (?:many|much|long|far|fast|old|big|tall|deep|often)\b|\bwhat (?:percentage|number|share|size|distance)\b/,
    ],
    ['definition', /^\s*who (?:is|was|are|were) (?!the |an? )[^?]{1,40}\??\s*$/],
    ['person', /\bwho(?:m|se)?\b/],
    ['place', /\bwhere\b|\bin (?:what|which) (?:city|country|place)\b/],
    [
      'definition',
      /^\s*what(?:'s|’s| is| are) (?:an? |the )?[\w-]+(?: [\w-]+)?\s*\??\s*$|\bdefin|\bmeaning of\b|\bwhat does .{1,60} mean\b|\bwhat (?:is|are) .{1,60} (?:used )?for\b/,
    ],
    ['manner', /\bhow\b(?! (?:come|about)\b)|\bin what way\b/],
  ],
};

const SIGNS: Record<Language, Partial<Record<QuestionKind, RegExp>>> = {
  fr: {
    reason:
      /\bcar\b|parce qu|puisqu|\bafin\b|\bpour (?:que|(?:(?:ne|pas|plus|se|le|la|les|en|y) |[sl]['’])*[a-z]+(?:er|ir|re)\b)|c['’]est pourquoi|si bien qu|de sorte qu|\bsinon\b|\bpermet|\bempech|\bevite|grace a|a cause|\bdonc\b|ce qui|en raison/,
    manner:
      /\b(?:il )?(?:faut|suffit)\b|\ben [a-z]+ant\b|\bgrace a\b|\bpermet|\bafin de\b|\bpour [a-z]+(?:er|ir|re)\b|\bon [a-z]+e\b|(?:^|[,;:] )(?:d['’]abord|puis|ensuite|enfin)\b|^[a-z-]+ez\b/,
    date: /\b1?\d{3}\b|siecle|\b\d{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b/,
    number:
      /\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|vingt|trente|cent|mille|moitie|tiers|quart)\b/,
    definition: /\b(?:est|sont) (?:un|une|le|la|l['’]|les|des)\b|\bdesigne|\bappelle|\bsignifie|\bconsiste/,
  },
  en: {
    reason:
      /\bbecause\b|\bso that\b|\bsince\b|\bwhich is why\b|\bthis is why\b|\bin order to\b|\bdue to\b|\btherefore\b|\bthanks to\b|, so\b|\botherwise\b|\bas a result\b|\bprevents?\b|\ballows?\b/,
    manner:
      /\bby [a-z]+ing\b|\bin order to\b|\bto [a-z]+ (?:it|them|this|a|an|the)\b|\b(?:use|need|must|can|has to|have to|requires?)\b|\b(?:first|then|next|finally),? |^(?:press|push|pull|click|choose|select|type|write|add|take|put|set|open|make|keep|hold|cover|place|start|begin|turn|drop|compare|ask|do|try)\b/,
    date: /\b1?\d{3}\b|century|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b/,
    number:
      /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|hundred|thousand|half|third|quarter|once|twice)\b/,
    definition: /\b(?:is|are) (?:an?|the)\b|\bmeans?\b|\brefers? to\b|\bcalled\b|\bstands? for\b/,
  },
};

/** The kind of a question; the first wording that fits decides. */
export function questionKind(question: string, language: Language): QuestionKind {
  const folded = foldText(question);
  return ASKS[language].find(([, wording]) => wording.test(folded))?.[0] ?? 'other';
}

/** Whether a sentence shows what a kind of question waits for: a number, a date, a cause, a way, a definition, a name. */
export function showsAnswer(sentence: string, kind: QuestionKind, language: Language): boolean {
  if (kind === 'person' || kind === 'place') return /\s\p{Lu}\p{Ll}/u.test(sentence);
  return SIGNS[language][kind]?.test(foldText(sentence)) ?? false;
}
