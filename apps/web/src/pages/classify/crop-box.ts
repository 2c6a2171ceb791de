import type { Preprocessing } from "@tiny-cats/schema";

/** Where on a picture the network looks, in the picture's own pixels; not beyond its edges. */
export function cropBox(
  { width, height }: { width: number; height: number },
  { resize, crop }: Preprocessing,
): { x: number; y: number; width: number; height: number } {
  const short = Math.min(width, height);
  const along = (side: number, size: number) => {
    const resized = Math.trunc((resize.short_side * side) / short);
    const from = Math.max(0, Math.floor((resized - size) / 2));
    const scale = side / resized;
    return { from: from * scale, length: Math.min(resized, size) * scale };
  };
  const x = along(width, crop.width);
  const y = along(height, crop.height);
  return { x: x.from, y: y.from, width: x.length, height: y.length };
}
