import { type Inline, parseInline } from "./inline.ts";

/** A part of a card. */
export type Block =
  | { kind: "heading"; level: number; of: Inline[] }
  | { kind: "paragraph"; of: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] };

const FENCE = /^(`{3,}|~{3,})/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*\s*$/;
const ITEM = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const RULE = /^\|?[\s:|-]*-[\s:|-]*\|?$/;

/**
 * Reads the Markdown of a model's card as far as cards use it: headings, paragraphs, tables, flat lists and fences. Comments vanish; HTML is text.
 */
export function parseBlocks(markdown: string): Block[] {
  const lines = markdown.replace(/<!--.*?(?:-->|$)/gs, "").split(/\r?\n/);
  const blocks: Block[] = [];
  let at = 0;
  const takeWhile = (test: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && test(lines[at])) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    const fence = FENCE.exec(line)?.[1];
    const heading = HEADING.exec(line);
    if (line.trim() === "") at++;
    else if (fence) {
      at++;
      blocks.push({ kind: "code", text: takeWhile((each) => !each.startsWith(fence)).join("\n") });
      at++;
    } else if (heading) {
      at++;
      blocks.push({ kind: "heading", level: heading[1].length, of: parseInline(heading[2]) });
    } else if (line.includes("|") && RULE.test(lines[at + 1] ?? "")) {
      const [head, , ...rows] = takeWhile((each) => each.includes("|")).map(cells);
      blocks.push({ kind: "table", head, rows: rows.map((row) => head.map((_, i) => row[i] ?? [])) });
    } else if (ITEM.test(line)) {
      const ordered = ITEM.exec(line)?.[1] !== undefined;
      const items: string[] = [];
      for (const each of takeWhile((next) => ITEM.test(next) || /^\s{2,}\S/.test(next))) {
        const item = ITEM.exec(each);
        if (item) items.push(item[2]);
        else items[items.length - 1] += ` ${each.trim()}`;
      }
      blocks.push({ kind: "list", ordered, items: items.map((text) => parseInline(text)) });
    } else {
      at++;
      const more = takeWhile(
        (each) => each.trim() !== "" && !HEADING.test(each) && !FENCE.test(each) && !ITEM.test(each),
      );
      blocks.push({ kind: "paragraph", of: parseInline([line, ...more].map((each) => each.trim()).join(" ")) });
    }
  }
  return blocks;
}

function cells(row: string): Inline[][] {
  const inner = row.trim().replace(/^\||(?<!\\)\|$/g, "");
  return inner.split(/(?<!\\)\|/).map((cell) => parseInline(cell.trim()));
}
