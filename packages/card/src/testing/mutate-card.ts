const PIECES = [
  "---\n",
  "\n---\n",
  "\r\n",
  "\n",
  "\t",
  "  ",
  "- ",
  ": ",
  "? ",
  "[",
  "]",
  "{",
  "}",
  ",",
  "&a ",
  "*a",
  "*base",
  "!!str ",
  "!x ",
  "|",
  ">",
  ">-\n ",
  "'",
  '"',
  "\\",
  "#",
  "# ",
  "<<: *base\n",
  "a: 1\n",
  "license: mit\n",
  "license: [",
  "__proto__: 1\n",
  "%YAML 1.1\n",
  "...\n",
  "\uFEFF",
  "\u0000",
  "\u2028",
  "\ud800",
  "🐱",
  "~",
  "null",
  ".nan",
  "-.inf",
  "0x",
  "1e999",
  "2026-11-21",
  "model-index:\n",
  "- name: m\n  results:\n",
  "```",
  "````",
  "~~~",
  "```js\n",
  "|---|\n",
  "| a | b |\n",
  "**",
  "`",
  "[a](",
  "](b)",
  "![",
  "<!--",
  "-->",
  "<!-- tiny-cats:begin limits 0000000000000000 -->\n",
  "<!-- tiny-cats:end limits -->\n",
  "<!-- tiny-cats:end files -->\n",
  "<!-- tiny-cats:record {} -->\n",
  '<!-- tiny-cats:record {"sections":["a"],"front_matter":{"license":"x"}} -->\n',
  "## Limits\n",
  "Not stated yet.\n",
  "> ",
  "\u001b[31m",
  "((((",
  "****",
];

/** A card with a few of its places damaged: signs of YAML and Markdown put in, ranges and lines taken out, repeated or exchanged. */
export function mutateCard(text: string, below: (bound: number) => number): string {
  let result = text;
  for (let i = below(6); i >= 0; i--) {
    const at = below(result.length + 1);
    const kind = below(7);
    const piece = PIECES[below(PIECES.length)];
    if (kind <= 2) result = result.slice(0, at) + piece + result.slice(at);
    else if (kind === 3) result = result.slice(0, at) + result.slice(at + below(40));
    else if (kind === 4) result = result.slice(0, at) + piece.repeat(1 + below(60)) + result.slice(at);
    else {
      const lines = result.split("\n");
      const from = below(lines.length);
      const [taken] = lines.splice(from, 1);
      lines.splice(below(lines.length + 1), 0, taken, ...(kind === 5 ? [taken] : []));
      result = lines.join("\n");
    }
    if (result.length > 20_000) result = result.slice(0, 20_000);
  }
  return result;
}
