import type { Changes } from "./draw-changes.ts";

/** Where an output pixel (x, y) comes from: (a x + b y + c, d x + e y + f), in indices of pixels. */
export type AffineMap = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** The map back from a frame whose picture was mirrored, turned and scaled about its centre, and moved, in that order. */
export function inverseAffine(
  { flip, angle, scale, translate }: Pick<Changes, "flip" | "angle" | "scale" | "translate">,
  { width, height }: { width: number; height: number },
): AffineMap {
  const radians = (angle * Math.PI) / 180;
  // Engines may differ in the last bit of a sine; as single precision they agree.
  const cos = Math.fround(Math.cos(radians)) / scale;
  const sin = Math.fround(Math.sin(radians)) / scale;
  const sign = flip ? -1 : 1;
  const [a, b, d, e] = [sign * cos, -sign * sin, sin, cos];
  const x = (width - 1) / 2;
  const y = (height - 1) / 2;
  const fromX = x + translate[0] * width;
  const fromY = y + translate[1] * height;
  return [a, b, x - a * fromX - b * fromY, d, e, y - d * fromX - e * fromY];
}
