import type { Block } from './blocks';

const BREAKING = new Set(
  `address article aside blockquote center details div fieldset figcaption figure footer form header hr main nav ol p
   section summary table ul caption`.split(/\s+/),
);
const HEADING = /^h([1-6])$/;

/** Collects the events of an HTML parser into blocks. Keeps counters instead of a tree, so depth costs nothing. */
export class BlockBuilder {
  private readonly blocks: Block[] = [];
  private buffer = '';
  private headingLevel = 0;
  private itemDepth = 0;
  private codeDepth = 0;
  private cells: string[] | undefined;
  private columns: string[] = [];
  private headerCells = 0;
  private raised = false;

  open(tag: string): void {
    const level = HEADING.exec(tag)?.[1];
    if (level && !this.cells) {
      this.flush();
      this.headingLevel = Number(level);
    } else if (tag === 'li' || tag === 'dl') {
      this.breakText();
      this.itemDepth += 1;
    } else if (tag === 'pre') {
      this.flush();
      this.codeDepth += 1;
    } else if (tag === 'tr') this.openRow();
    else if (tag === 'td' || tag === 'th') this.openCell(tag);
    else if (tag === 'br') this.buffer += '\n';
    else if (tag === 'sup') this.raised = true;
    else if (tag === 'table') this.openTable();
    else if (tag === 'dt') this.breakText();
    else if (BREAKING.has(tag) || HEADING.test(tag)) this.breakText();
  }

  close(tag: string): void {
    if (HEADING.test(tag) && !this.cells) {
      this.flush();
      this.headingLevel = 0;
    } else if (tag === 'li' || tag === 'dl') {
      this.breakText();
      this.itemDepth = Math.max(0, this.itemDepth - 1);
    } else if (tag === 'dt') this.buffer += ': ';
    else if (tag === 'pre') {
      this.flush();
      this.codeDepth = Math.max(0, this.codeDepth - 1);
    } else if (tag === 'tr' || tag === 'table') this.closeRow();
    else if (tag === 'sup') this.raised = false;
    else if (tag === 'dd') this.breakText();
    else if (BREAKING.has(tag) || HEADING.test(tag)) this.breakText();
  }

  /** A raised number is a power (`10^3`), raised letters belong to the word (`1er`). */
  text(text: string): void {
    this.buffer +=
      this.raised && /^[-−+]?\d/.test(text) && /[\p{L}\p{N})]$/u.test(this.buffer) ? `^${text}` : text;
  }

  finish(): Block[] {
    this.closeRow();
    this.flush();
    return this.blocks;
  }

  private openTable(): void {
    this.closeRow();
    this.flush();
    this.columns = [];
  }

  private openRow(): void {
    this.closeRow();
    this.flush();
    this.cells = [];
    this.headerCells = 0;
  }

  private openCell(tag: string): void {
    if (!this.cells) this.openRow();
    this.endCell();
    if (tag === 'th') this.headerCells += 1;
    this.cells?.push('');
  }

  private endCell(): void {
    if (!this.cells) return;
    if (this.cells.length > 0) this.cells[this.cells.length - 1] = collapse(this.buffer);
    this.buffer = '';
  }

  /** A row of headers names the columns of the rows below; every other row is read with those names. */
  private closeRow(): void {
    if (!this.cells) return;
    this.endCell();
    const cells = this.cells;
    this.cells = undefined;
    if (cells.length > 0 && this.headerCells === cells.length) {
      this.columns = cells;
      return;
    }
    const named = cells.map((cell, at) => (this.columns[at] && cell ? `${this.columns[at]}: ${cell}` : cell));
    const text = named.filter(Boolean).join('; ');
    if (text) this.blocks.push({ type: 'row', text });
  }

  private breakText(): void {
    if (this.cells) this.buffer += ' ';
    else this.flush();
  }

  private flush(): void {
    const text = this.codeDepth > 0 ? this.buffer.replace(/^\n+/, '').trimEnd() : collapse(this.buffer);
    this.buffer = '';
    if (!text) return;
    if (this.headingLevel > 0) this.blocks.push({ type: 'heading', level: this.headingLevel, text });
    else if (this.codeDepth > 0) this.blocks.push({ type: 'code', text });
    else this.blocks.push({ type: this.itemDepth > 0 ? 'item' : 'paragraph', text });
  }
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
