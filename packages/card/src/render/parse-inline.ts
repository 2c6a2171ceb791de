/** A run of text of one kind. */
export interface Span {
  text: string;
  kind: "text" | "bold" | "code" | "dim";
}

const LOOK = 400;
const SPECIAL = /[\\`*[!<]/g;
const ESCAPED = /[!-/:-@[-`{-~]/;

/** Markdown within a block as runs of text: code, strong, links with their address behind, pictures by their description. Time grows with length. */
export function parseInline(text: string): Span[] {
  const spans: Span[] = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain !== "") spans.push({ text: plain, kind: "text" });
    plain = "";
  };
  const take = (end: number, ...found: Span[]) => {
    flush();
    spans.push(...found);
    at = end;
  };
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.test(text) ? SPECIAL.lastIndex - 1 : text.length;
    plain += text.slice(at, next);
    at = next;
    if (at === text.length) break;
    const sign = text[at];
    const near = text.slice(at, at + LOOK);
    if (sign === "\\" && ESCAPED.test(text[at + 1] ?? "")) {
      plain += text[at + 1];
      at += 2;
    } else if (sign === "`") {
      const mark = /^`+/.exec(near)![0];
      const end = near.indexOf(mark, mark.length);
      if (end < 0) {
        plain += mark;
        at += mark.length;
      } else take(at + end + mark.length, { text: near.slice(mark.length, end).trim(), kind: "code" });
    } else if (sign === "*" && near.startsWith("**")) {
      const end = near.indexOf("**", 2);
      if (end < 3) {
        plain += "**";
        at += 2;
      } else take(at + end + 2, { text: near.slice(2, end).replace(/[`*]/g, ""), kind: "bold" });
    } else if (sign === "[" || (sign === "!" && near[1] === "[")) {
      const link = /^(!?)\[((?:\\.|[^\\[\]]){0,200})\]\(<?([^()\s<>]{0,300})>?(?:\s+"[^"]{0,100}")?\)/.exec(near);
      if (link) {
        const [whole, picture, title, address] = link;
        const words = title.replace(/\\(.)/g, "$1").replace(/[`*]/g, "");
        const shown: Span = picture ? { text: `[picture: ${words}]`, kind: "dim" } : { text: words, kind: "text" };
        const behind: Span[] =
          picture || address === words || address === "" ? [] : [{ text: ` (${address})`, kind: "dim" }];
        take(at + whole.length, shown, ...behind);
      } else {
        plain += sign;
        at++;
      }
    } else if (sign === "<" && near.startsWith("<!--") && near.includes("-->")) {
      take(at + near.indexOf("-->") + 3);
    } else {
      plain += sign;
      at++;
    }
  }
  flush();
  return spans;
}
