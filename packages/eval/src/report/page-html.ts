import type { Block, Page } from "./block.ts";
import { escapeHtml } from "./escape-html.ts";
import { matrixSvg } from "./matrix-svg.ts";

const STYLE = [
  ":root{color-scheme:light dark}",
  "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}",
  "table{border-collapse:collapse;display:block;overflow-x:auto}",
  "th,td{border:1px solid #8888;padding:.25rem .6rem;text-align:left;vertical-align:top}",
  "pre{overflow-x:auto;padding:.6rem;border:1px solid #8888}",
  "img,svg{max-width:100%;height:auto}",
  "figure{margin:1rem 0}",
].join("");

/** A page as one HTML file that fetches nothing and runs nothing: pictures are inside, a confusion matrix is an SVG picture. */
export function pageHtml({ title, blocks }: Page): string {
  return `${[
    "<!doctype html>",
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<h1>${escapeHtml(title)}</h1>`,
    ...blocks.map(blockHtml),
    "</html>",
  ].join("\n")}\n`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case "text":
      return `<p>${escapeHtml(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
    case "code":
      return `<pre>${escapeHtml(block.text)}</pre>`;
    case "table":
      return `<table>\n${[row("th", block.head), ...block.rows.map((cells) => row("td", cells))].join("\n")}\n</table>`;
    case "matrix":
      return `<figure>${matrixSvg(block.labels, block.counts)}</figure>`;
    case "picture": {
      const { caption, data } = block.picture;
      const text = escapeHtml(caption);
      return `<figure><img src="data:image/png;base64,${base64(data)}" alt="${text}"><figcaption>${text}</figcaption></figure>`;
    }
  }
}

function row(tag: "th" | "td", cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
}

/** In pieces, since a call takes only so many arguments. */
function base64(data: Uint8Array): string {
  let text = "";
  for (let i = 0; i < data.length; i += 0x8000) text += String.fromCharCode(...data.subarray(i, i + 0x8000));
  return btoa(text);
}
