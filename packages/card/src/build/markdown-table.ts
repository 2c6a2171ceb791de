/** A table of Markdown; cells are texts, shown as they are. Nothing where there is no row. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((row) => line(row.map(cell)))].join("\n");
}

/** Links, code and images of ours stay; what came from a document went through `inline` before. */
function cell(text: string): string {
  return text === "" ? " " : text.replace(/\s*\n\s*/g, " ").replace(/(?<!\\)\|/g, "\\|");
}
