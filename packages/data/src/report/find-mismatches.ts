import type { DataReport } from "@tiny-cats/schema";
import type { Box, ImageItem } from "../images/image-set.ts";
import type { Examined } from "./examine-picture.ts";

/** By how many pixels a box may pass a picture's side: those that were scaled with their picture were rounded apart from it. */
const ROUNDING = 1;

/** Where a picture's file is not what the set says of it. */
export function findMismatches({ file, sha256, size, box }: ImageItem, found: Examined): DataReport["mismatches"] {
  const mismatches: DataReport["mismatches"] = [];
  if (sha256 !== undefined && found.sha256 !== undefined && sha256 !== found.sha256)
    mismatches.push({ file, field: "sha256", expected: sha256, found: found.sha256 });
  if (!found.size) return mismatches;
  const { width, height } = found.size;
  const sides = `${width}x${height}`;
  if (size && (size.width !== width || size.height !== height))
    mismatches.push({ file, field: "size", expected: `${size.width}x${size.height}`, found: sides });
  if (box && !contains(found.size, box)) {
    const { xmin, ymin, xmax, ymax } = box;
    mismatches.push({ file, field: "box", expected: `inside ${sides}`, found: `${xmin} ${ymin} ${xmax} ${ymax}` });
  }
  return mismatches;
}

function contains({ width, height }: { width: number; height: number }, { xmin, ymin, xmax, ymax }: Box): boolean {
  return xmin >= -ROUNDING && ymin >= -ROUNDING && xmax <= width + ROUNDING && ymax <= height + ROUNDING;
}
