import { displayWidth } from "./display-width.ts";
import type { MarkdownStyle } from "./markdown-style.ts";
import type { Span } from "./parse-inline.ts";

/** Lines of at most `width` columns, each with its width before it was painted. */
export function wrap(spans: readonly Span[], width: number, style: MarkdownStyle): { text: string; width: number }[] {
  const lines: { text: string; width: number }[] = [];
  let line = "";
  let used = 0;
  let space = false;
  const paint = (text: string, kind: Span["kind"]) => {
    if (kind === "bold") return style.bold(text);
    if (kind === "code") return style.cyan(text);
    return kind === "dim" ? style.dim(text) : text;
  };
  const end = () => {
    lines.push({ text: line, width: used });
    line = "";
    used = 0;
    space = false;
  };
  for (const { text, kind } of spans) {
    for (const word of text.split(/(\s+)/)) {
      if (word === "") continue;
      if (/^\s/.test(word)) {
        space = used > 0;
        continue;
      }
      if (used > 0 && used + (space ? 1 : 0) + displayWidth(word) > width) end();
      const pieces = cut(word, width);
      const rest = pieces.pop() ?? "";
      for (const piece of pieces) {
        line = paint(piece, kind);
        used = displayWidth(piece);
        end();
      }
      if (rest === "") continue;
      line += (space ? " " : "") + paint(rest, kind);
      used += (space ? 1 : 0) + displayWidth(rest);
      space = false;
    }
  }
  if (used > 0 || lines.length === 0) end();
  return lines;
}

/** A word in pieces that fit, one sign at least in each. */
function cut(word: string, width: number): string[] {
  if (word.length <= width / 2) return [word];
  const pieces: string[] = [];
  let start = 0;
  let end = 0;
  let used = 0;
  for (const sign of word) {
    const more = displayWidth(sign);
    if (end > start && used + more > width) {
      pieces.push(word.slice(start, end));
      start = end;
      used = 0;
    }
    used += more;
    end += sign.length;
  }
  return [...pieces, word.slice(start)];
}
