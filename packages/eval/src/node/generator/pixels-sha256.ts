import type { RgbImage } from "@tiny-cats/core";
import { sha256 } from "@tiny-cats/files";

/** SHA-256 over "width x height NUL" and the pixels: the same for the same picture however it is stored. */
export function pixelsSha256({ width, height, data }: RgbImage): string {
  const head = new TextEncoder().encode(`${width}x${height}\0`);
  const bytes = new Uint8Array(head.length + data.length);
  bytes.set(head);
  bytes.set(data, head.length);
  return sha256(bytes);
}
