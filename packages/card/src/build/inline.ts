const LONGEST = 300;

/**
 * Text out of a document as Markdown on one line: nothing in it becomes markup, HTML, a link or a control sign, and it is cut after 300 characters.
 */
export function inline(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return (
    cut
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out.
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ")
      .replace(/[\\`*[\]<>|~]/g, "\\$&")
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
      .replace(/^(\s*)([#+-]|\d+[.)])(?=\s|$)/, "$1\\$2")
      .trim()
  );
}
