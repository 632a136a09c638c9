/** A heading; `level` 1 to 6. */
export interface HeadingBlock {
  type: 'heading';
  level: number;
  text: string;
}

/** Running text, one list item, one table row (`column: cell; …`) or a piece of code with its line breaks. */
export interface TextBlock {
  type: 'paragraph' | 'item' | 'row' | 'code';
  text: string;
}

/** What a lesson is made of, in reading order; white space is collapsed (not in code) and no text is empty. */
export type Block = HeadingBlock | TextBlock;
