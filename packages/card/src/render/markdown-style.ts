type Paint = (text: string) => string;

/** How words are set off; each takes text without a line end and adds no width. */
export interface MarkdownStyle {
  bold: Paint;
  dim: Paint;
  cyan: Paint;
}

/** No colours: words as they are. */
export const PLAIN: MarkdownStyle = { bold: (text) => text, dim: (text) => text, cyan: (text) => text };
