import { type MarkdownStyle, PLAIN } from "./markdown-style.ts";
import { parseInline } from "./parse-inline.ts";
import { renderTable } from "./render-table.ts";
import { wrap } from "./wrap.ts";

/** How Markdown is shown. */
export interface RenderOptions {
  /** Width of the terminal; 80 unless told, at least 20. */
  columns?: number;
  /** No colours unless told. */
  style?: MarkdownStyle;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out.
const COMMANDS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;
const ITEM = /^(\s{0,12})([-*+]|\d{1,9}[.)])[ \t]+/;
const RULE = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;

/**
 * Markdown as lines for a terminal: headings, paragraphs, lists, quotes, tables, code, links and pictures; other markup stays as it is
 * written. Comments are left out, and nothing of the text reaches a terminal as a command.
 */
export function renderMarkdown(markdown: string, { columns = 80, style = PLAIN }: RenderOptions = {}): string[] {
  const width = Math.max(20, columns);
  const lines = markdown.replaceAll("\r\n", "\n").replaceAll("\t", "    ").replace(COMMANDS, "\u{fffd}").split("\n");
  const out: string[] = [];
  const blank = () => {
    if (out.length > 0 && out[out.length - 1] !== "") out.push("");
  };
  const flow = (text: string, indent = "", hang = indent) => {
    const spans = parseInline(text);
    const room = Math.max(10, width - hang.length);
    for (const [i, line] of wrap(spans, room, style).entries()) out.push((i === 0 ? indent : hang) + line.text);
  };
  for (let i = 0; i < lines.length; ) {
    const line = lines[i];
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      blank();
      for (i++; i < lines.length && !(lines[i].trim().startsWith(fence) && /^[`~]+$/.test(lines[i].trim())); i++) {
        out.push(`    ${style.cyan(lines[i])}`);
      }
      i++;
      blank();
    } else if (line.startsWith("<!--")) {
      while (i < lines.length && !lines[i].includes("-->")) i++;
      i++;
    } else if (/^#{1,6}(?:\s|$)/.test(line)) {
      const level = /^#+/.exec(line)![0].length;
      const title = parseInline(line.slice(level).trim())
        .map(({ text }) => text)
        .join("");
      blank();
      for (const { text } of wrap([{ text: title, kind: "text" }], width, style)) {
        out.push(style.bold(text));
      }
      blank();
      i++;
    } else if (line.includes("|") && RULE.test(lines[i + 1]?.trim() ?? "")) {
      const rows = [line];
      for (i += 2; i < lines.length && lines[i].includes("|"); i++) rows.push(lines[i]);
      blank();
      for (const row of renderTable(rows, width, style)) out.push(row);
      blank();
    } else if (line.trim() === "") {
      blank();
      i++;
    } else if (/^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/.test(line)) {
      out.push(style.dim("-".repeat(Math.min(width, 40))));
      i++;
    } else {
      const item = ITEM.exec(line);
      const quote = /^ {0,3}> ?/.exec(line);
      const head = item?.[0] ?? quote?.[0] ?? "";
      const words = [line.slice(head.length)];
      for (i++; i < lines.length && goesOn(lines[i]); i++) words.push(lines[i].replace(/^\s*>?\s?/, ""));
      const indent = item ? `${item[1]}${/\d/.test(item[2]) ? item[2] : "-"} ` : quote ? "| " : "";
      flow(words.join(" "), indent, quote ? "| " : " ".repeat(indent.length));
    }
  }
  while (out[out.length - 1] === "") out.pop();
  return out;
}

function goesOn(line: string): boolean {
  return (
    line.trim() !== "" &&
    !ITEM.test(line) &&
    !/^(?:#{1,6}\s|<!--| {0,3}(?:`{3}|~{3}))/.test(line) &&
    !line.includes("|")
  );
}
