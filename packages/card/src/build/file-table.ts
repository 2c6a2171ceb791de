import { format } from "./format.ts";
import { link } from "./link.ts";
import { markdownTable } from "./markdown-table.ts";
import type { CardFile } from "./model-card-input.ts";

const SHOWN = 200;

/** Files with their sizes and hashes by path; of more than 200, those that lie nearest to the top. */
export function fileTable(files: readonly CardFile[]): string {
  const all = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const depth = ({ path }: CardFile) => path.split("/").length;
  if (all.length > SHOWN) all.sort((a, b) => depth(a) - depth(b));
  const rows = all.slice(0, SHOWN).map(({ path, bytes, sha256 }) => [link(path), format.count(bytes), `\`${sha256}\``]);
  const more = all.length > SHOWN ? `\n\n${format.count(all.length - SHOWN)} more are not listed here.` : "";
  return `${markdownTable(["file", "bytes", "sha256"], rows)}${more}`;
}
