import type { Block, Page, ReportPicture } from "./block.ts";

/** A page as Markdown with GitHub's tables. Pictures are referred to by their files. */
export function pageMarkdown({ title, blocks }: Page): string {
  return `${[`# ${escapeText(title)}`, ...blocks.map(blockMarkdown)].join("\n\n")}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `## ${escapeText(block.text)}`;
    case "text":
      return escapeText(block.text);
    case "list":
      return block.items.map((item) => `- ${escapeText(item)}`).join("\n");
    case "code":
      return `\`\`\`\n${block.text.replaceAll("```", "'''")}\n\`\`\``;
    case "table":
      return table(block.head, block.rows);
    case "matrix":
      return table(
        ["true \\ predicted", ...block.labels],
        block.labels.map((label, i) => [label, ...block.counts[i].map((count) => (count === 0 ? "" : String(count)))]),
      );
    case "picture":
      return captioned(block.picture);
  }
}

function captioned({ file, caption }: ReportPicture): string {
  return `![${escapeText(caption)}](<${encodeURI(file)}>)\n\n${escapeText(caption)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeText).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** Names come from strangers: none may end a cell, begin a tag, a link or a line. */
function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out.
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ").replace(/[\\`*_<>[\]|&!#$~]/g, "\\$&");
}
