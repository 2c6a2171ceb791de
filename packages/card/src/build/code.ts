/** Text out of a document as code of Markdown on one line. */
export function code(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out.
  return `\`${text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, " ").replaceAll("`", "'") || " "}\``;
}
