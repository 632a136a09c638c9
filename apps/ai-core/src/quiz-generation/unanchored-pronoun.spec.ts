import { hasUnanchoredPronoun } from './unanchored-pronoun';

describe('hasUnanchoredPronoun', () => {
  it.each([
    'In dry air it moves at a steady pace.',
    'Behind it, three beams carry the deck.',
    'Stones found in the river support it.',
    'Its piers stand in the river.',
    'Building a road takes years, but making one is worth it.',
    'A tunnel hides that as well.',
    'Edison gave the first one in the autumn.',
    'The engineer installed the first at Cordouan.',
    'Losing that one means losing the bridge.',
  ])('hears one in "%s"', (sentence) => expect(hasUnanchoredPronoun(sentence, 'en')).toBe(true));

  it.each([
    'Steel expands when it gets hot.',
    'The deck rests on piers, which carry its weight.',
    'The workers left because they had no stone.',
    'A bridge needs two abutments and a deck.',
  ])('hears none in "%s"', (sentence) => expect(hasUnanchoredPronoun(sentence, 'en')).toBe(false));

  it.each([
    'À vingt degrés, il dure deux heures.',
    'Le droit ne l’envoie qu’aux poumons.',
    'Au froid, on peut le prolonger.',
    'Le maçon y ajoute du sable.',
    'Treize pierres en forment le sommet.',
    'Le maçon met trente ans à le bâtir.',
    'La lumière du jour la remet droite.',
    'Trop court, il donne un pont fragile.',
    'Le chef, lui, les voit toutes.',
    'Les heures au-delà sont mieux payées.',
    'Sans lui, le tablier tomberait.',
    'À son terme, le maçon touche une prime.',
  ])('hears one in « %s »', (sentence) => expect(hasUnanchoredPronoun(sentence, 'fr')).toBe(true));

  it.each([
    'Le métal s’allonge quand il chauffe.',
    'La pierre tient, parce qu’elle est lourde.',
    'Il faut deux culées pour un pont.',
    'Le pont franchit une rivière, et il y a deux rives.',
    'Au-delà de cent mètres, le béton ne suffit plus.',
    'Le tablier repose sur deux culées.',
  ])('hears none in « %s »', (sentence) => expect(hasUnanchoredPronoun(sentence, 'fr')).toBe(false));
});
