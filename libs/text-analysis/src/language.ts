/** The two languages that the academy analyses; French is the default elsewhere. */
export type Language = 'fr' | 'en';
