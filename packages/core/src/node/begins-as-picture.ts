/** How files of the formats that are read begin, by the place of the text in them. */
const BEGINNINGS: readonly (readonly [number, string])[] = [
  [0, "\xff\xd8\xff"], // JPEG
  [0, "\x89PNG\r\n\x1a\n"],
  [0, "GIF87a"],
  [0, "GIF89a"],
  [8, "WEBP"],
  [4, "ftyp"], // AVIF
  [0, "II*\0"], // TIFF, of either order of bytes, and BigTIFF
  [0, "MM\0*"],
  [0, "II+\0"],
  [0, "MM\0+"],
];

/**
 * Whether bytes begin as a picture of pixels does. What else a decoder would take, such as SVG, is a program that draws: it may take for ever,
 * and name other files.
 */
export function beginsAsPicture(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  return BEGINNINGS.some(([place, beginning]) => text.startsWith(beginning, place));
}
