import type { RgbImage } from "@tiny-cats/core";
import type { Preprocessing } from "@tiny-cats/schema";

/**
 * A picture of which a classifier sees exactly `seen`, pixel for pixel: as large as pictures are resized to, so that nothing is resized, with what
 * the network sees in its middle. What the network had seen of a picture can thus be shown to it again, changed or not.
 *
 * @param isWide whether the picture was at least as wide as high, which matters where a network sees more than the resized picture has
 */
export function asPicture(
  seen: RgbImage,
  { resize: { short_side: side } }: Preprocessing,
  { isWide }: { isWide: boolean },
): RgbImage {
  const width = isWide ? Math.max(side, seen.width) : side;
  const height = isWide ? side : Math.max(side, seen.height);
  const data = new Uint8ClampedArray(width * height * 3);
  const x = Math.floor((width - seen.width) / 2);
  const y = Math.floor((height - seen.height) / 2);
  const [fromX, toX, length] = [Math.max(0, -x), Math.max(0, x), Math.min(width, seen.width)];
  for (let row = Math.max(0, -y); row < Math.min(seen.height, height - y); row++) {
    const from = (row * seen.width + fromX) * 3;
    data.set(seen.data.subarray(from, from + length * 3), ((row + y) * width + toX) * 3);
  }
  return { data, width, height };
}
