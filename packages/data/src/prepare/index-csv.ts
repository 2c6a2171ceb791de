import type { ImageItem } from "../images/image-set.ts";

const COLUMNS = "file,breed,species,split,width,height,head_xmin,head_ymin,head_xmax,head_ymax,sha256";

/** An index of pets as openImageSet reads it, in the order of the items. */
export function indexCsv(items: readonly ImageItem[]): string {
  const lines = items.map(({ file, category, label, split, size, box, sha256 }) =>
    [
      file,
      category,
      label === "Other" ? "dog" : "cat",
      split,
      ...[size?.width, size?.height],
      ...[box?.xmin, box?.ymin, box?.xmax, box?.ymax],
      sha256,
    ]
      .map((cell) => quoted(String(cell ?? "")))
      .join(","),
  );
  return `${[COLUMNS, ...lines].join("\n")}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
