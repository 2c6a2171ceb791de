import type { Box } from "./image-set.ts";

/**
 * A square about the middle of a box, its side `margin` times the box's longer one, for a picture's part around a head. Where it would pass a border it is shifted
 * inside, and where it is larger than the picture it has the picture's shorter side: no pixel is made up.
 *
 * @returns left, top, right, bottom in pixels, with fractions; undefined for a box that is none
 */
export function squareBox(
  { xmin, ymin, xmax, ymax }: Box,
  { width, height, margin }: { width: number; height: number; margin: number },
): [number, number, number, number] | undefined {
  const longer = Math.max(xmax - xmin, ymax - ymin);
  if (!(longer > 0 && Number.isFinite(longer) && Number.isFinite(xmin + ymin))) return undefined;
  const side = Math.min(margin * longer, width, height);
  const start = (middle: number, most: number) => Math.min(Math.max(middle - side / 2, 0), most - side);
  const left = start((xmin + xmax) / 2, width);
  const top = start((ymin + ymax) / 2, height);
  return [left, top, Math.min(left + side, width), Math.min(top + side, height)];
}
