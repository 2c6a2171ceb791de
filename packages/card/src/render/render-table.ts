import { displayWidth } from "./display-width.ts";
import type { MarkdownStyle } from "./markdown-style.ts";
import { parseInline, type Span } from "./parse-inline.ts";
import { wrap } from "./wrap.ts";

const GAP = 2;
const NARROWEST = 6;
const COLUMNS = 64;

/** A table of Markdown, its second line left out, as aligned columns; cells that do not fit go on in further lines. */
export function renderTable(rows: readonly string[], width: number, style: MarkdownStyle): string[] {
  const cells = rows.map((row) => splitRow(row).map((cell) => parseInline(cell)));
  const count = Math.min(
    COLUMNS,
    cells.reduce((most, row) => Math.max(most, row.length), 1),
  );
  const widths = fit(
    Array.from({ length: count }, (_, column) =>
      cells.reduce(
        (most, row) => Math.max(most, displayWidth((row[column] ?? []).map(({ text }) => text).join(""))),
        1,
      ),
    ),
    width,
  );
  return cells.flatMap((row, i) => {
    const shown = i === 0 ? row.map((cell): Span[] => cell.map((span) => ({ ...span, kind: "bold" }))) : row;
    const columns = widths.map((size, column) => wrap(shown[column] ?? [], size, style));
    const height = Math.max(...columns.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      columns
        .map((lines, column) => {
          const { text, width: used } = lines[line] ?? { text: "", width: 0 };
          return column === count - 1 ? text : text + " ".repeat(Math.max(0, widths[column] - used) + GAP);
        })
        .join("")
        .trimEnd(),
    );
  });
}

/** The cells of a row; a sign "|" behind a backslash is text. */
function splitRow(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll("\\|", "|").trim());
}

/** Widths that fit: the widest column gives way first, none below six. */
function fit(widths: readonly number[], width: number): number[] {
  const room = width - GAP * (widths.length - 1);
  const result = [...widths];
  for (;;) {
    const total = result.reduce((sum, size) => sum + size, 0);
    const widest = Math.max(...result);
    if (total <= room || widest <= NARROWEST) return result;
    const second = Math.max(NARROWEST, ...result.filter((size) => size < widest));
    const wide = result.filter((size) => size === widest).length;
    const next = Math.max(second, Math.floor((room - (total - widest * wide)) / wide));
    for (const [i, size] of result.entries()) if (size === widest) result[i] = Math.min(widest - 1, next);
  }
}
