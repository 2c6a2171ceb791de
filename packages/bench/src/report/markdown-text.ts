/** Text of any origin as part of a line or cell of Markdown: on one line, with what Markdown and HTML would read as theirs escaped. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|#~!]/g, "\\$&");
}
