import { crop, type Rectangle, type RgbImage, resize } from "@tiny-cats/core";
import type { AffineMap } from "./inverse-affine.ts";

/** A part of a picture at the scale of the output, and where the output's frame begins in it. */
interface Region {
  picture: RgbImage;
  x: number;
  y: number;
}

/**
 * The part of a picture that a map needs, `box` having the frame's size in it: beyond the frame as far as the map reaches and the picture goes,
 * so that mirroring starts where the photo ends and not where the crop does.
 *
 * @throws TinyCatsError "invalid-image".
 */
export function takeRegion(
  picture: RgbImage,
  box: Rectangle,
  { frame, map: [a, b, c, d, e, f] }: { frame: { width: number; height: number }; map: AffineMap },
): Region {
  const right = frame.width - 1;
  const bottom = frame.height - 1;
  const xs = [c, c + a * right, c + b * bottom, c + a * right + b * bottom];
  const ys = [f, f + d * right, f + e * bottom, f + d * right + e * bottom];
  const [left, width] = reach(xs, frame.width, box.x, box.width, picture.width);
  const [top, height] = reach(ys, frame.height, box.y, box.height, picture.height);
  const place = { x: -left, y: -top };
  if (box.width === frame.width && box.height === frame.height)
    return { picture: crop(picture, { x: box.x + left, y: box.y + top, width, height }), ...place };
  const x = (at: number) => clamp(box.x + (at * box.width) / frame.width, picture.width);
  const y = (at: number) => clamp(box.y + (at * box.height) / frame.height, picture.height);
  const source = [x(left), y(top), x(left + width), y(top + height)] as const;
  return { picture: resize(picture, { width, height, filter: "bilinear", box: source }), ...place };
}

/** First pixel and number of pixels along one side, in the frame's pixels: the frame, and what the map reaches beyond it. */
function reach(ends: number[], frame: number, start: number, taken: number, side: number): [number, number] {
  const before = Math.floor((start * frame) / taken);
  const after = Math.floor(((side - start - taken) * frame) / taken);
  const first = Math.max(-before, Math.min(0, Math.floor(Math.min(...ends))));
  const last = Math.min(frame + after, Math.max(frame, Math.ceil(Math.max(...ends)) + 1));
  return [first, last - first];
}

function clamp(value: number, side: number): number {
  return Math.min(side, Math.max(0, value));
}
