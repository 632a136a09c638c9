import { contentToBlocks, textToBlocks } from './text-blocks';

describe('textToBlocks', () => {
  it('reads paragraphs, headings and items', () => {
    expect(textToBlocks('# Titre\nUne ligne\nsuite\r\n\r\nAutre\n- un\n* deux')).toEqual([
      { type: 'heading', level: 1, text: 'Titre' },
      { type: 'paragraph', text: 'Une ligne suite' },
      { type: 'paragraph', text: 'Autre' },
      { type: 'item', text: 'un' },
      { type: 'item', text: 'deux' },
    ]);
  });
});

describe('contentToBlocks', () => {
  it('tells HTML from text that has angle brackets', () => {
    expect(contentToBlocks('<p>a</p>')).toEqual([{ type: 'paragraph', text: 'a' }]);
    expect(contentToBlocks('if a < b and b > c')).toEqual([
      { type: 'paragraph', text: 'if a < b and b > c' },
    ]);
  });
});
