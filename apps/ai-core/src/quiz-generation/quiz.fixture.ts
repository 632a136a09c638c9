import type { SourceSentence } from './source-sentence';

/** A short lesson on bridges, for the specs of quiz generation. */
export const BRIDGES = `
  <h2>Kinds of bridges</h2>
  <p>A beam bridge is a deck that rests on supports at both ends. It suits short distances.</p>
  <p>An arch bridge is a curved structure that carries weight outward to its two feet. Roman builders used stone for it.</p>
  <p>A suspension bridge is a road hung from steel cables between tall towers. The Golden Gate Bridge opened in 1937.</p>
  <p>A cantilever is a rigid arm anchored at only one end. The longest span of the Forth Bridge measures 521 metres.</p>
  <h2>Materials</h2>
  <p>Steel expands in summer heat. Engineers leave gaps of 40 millimetres between the plates of a long deck.</p>
  <p>Concrete resists compression well. Steel bars give concrete the strength to resist tension.</p>
  <pre>load = 12</pre>
`;

export const PONTS = `
  <p>Un pont à poutres est un tablier qui repose sur des appuis à chaque extrémité.</p>
  <p>Une culée est un massif de maçonnerie qui soutient le bout du tablier. Le pont du Gard mesure 49 mètres de haut.</p>
  <p>Un hauban désigne un câble droit qui relie le tablier au sommet d'un pylône.</p>
  <p>Un pylône est une haute tour qui porte les câbles. Le viaduc de Millau ouvre à la circulation en 2004.</p>
  <p>Les joints sont des espaces étroits laissés entre deux plaques de la chaussée. La chaleur allonge le métal du tablier.</p>
`;

export function sentence(text: string, first = true): SourceSentence {
  return { text, block: 0, first };
}
