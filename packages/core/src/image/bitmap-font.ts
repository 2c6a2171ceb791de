import type { RgbImage } from "./rgb-image.ts";

/** Height of a glyph in pixels at scale 1. */
export const GLYPH_HEIGHT = 7;

const GLYPH_WIDTH = 5;

/** Glyphs 5 wide and 7 high: a digit of base 32 for each row from the top, its highest bit leftmost. */
const GLYPHS: ReadonlyMap<string, string> = new Map(
  [
    [" .-%", "0000000 00000cc 000v000 op248j3"],
    ["0123456789", "ehjlphe 4c4444e eh168gv v2421he 26aiv22 vgu11he 68guhhe v124888 ehhehhe ehhf12c"],
    [
      "ABCDEFGHIJKLM",
      "ehhvhhh uhhuhhu ehggghe uhhhhhu vgguggv vgguggg ehgnhhe hhhvhhh e44444e 72222ic hikokih ggggggv hrllhhh",
    ],
    [
      "NOPQRSTUVWXYZ",
      "hplljhh ehhhhhe uhhuggg ehhhlid uhhukih fgge11u v444444 hhhhhhe hhhhha4 hhhllrh hha4ahh hha4444 v1248gv",
    ],
    [
      "abcdefghijklm",
      "00e1fhf ggmphhu 00egghe 11djhhf 00ehvge 698s888 00fhf1e ggmphhh 40c444e 20622ic ggikoki c44444e 00qllll",
    ],
    [
      "nopqrstuvwxyz",
      "00mphhh 00ehhhe 00uhugg 00fhf11 00mpggg 00fge1u 88s8896 00hhhjd 00hhha4 00hllla 00ha4ah 00hhf1e 00v248v",
    ],
  ].flatMap(([characters, glyphs]) => glyphs.split(" ").map((glyph, i): [string, string] => [characters[i], glyph])),
);

/** What a character without a glyph looks like: a frame. */
const UNKNOWN = "vhhhhhv";

/** Width of a line of text in pixels at scale 1, with a pixel between glyphs. */
export function textWidth(text: string): number {
  return Math.max(0, Array.from(text).length * (GLYPH_WIDTH + 1) - 1);
}

/** Where text goes, how many pixels a dot of its glyphs has on each side, and in which red, green, blue. */
export interface TextOptions {
  x: number;
  y: number;
  scale: number;
  colour: readonly [number, number, number];
}

/**
 * Draws a line of text into a picture, its upper left corner at (x, y); what falls outside is cut off.
 *
 * The font is 5 by 7 and has A to Z, a to z, 0 to 9, space, full stop, hyphen and per cent; anything else shows as a frame.
 */
export function drawText(image: RgbImage, text: string, { x, y, scale, colour }: TextOptions): void {
  for (const [i, character] of Array.from(text).entries()) {
    const glyph = GLYPHS.get(character) ?? UNKNOWN;
    const left = x + i * (GLYPH_WIDTH + 1) * scale;
    for (let row = 0; row < GLYPH_HEIGHT * scale; row++) {
      const dots = Number.parseInt(glyph[Math.floor(row / scale)], 32);
      for (let column = 0; column < GLYPH_WIDTH * scale; column++) {
        const on = (dots >> (GLYPH_WIDTH - 1 - Math.floor(column / scale))) & 1;
        if (on) paint(image, left + column, y + row, colour);
      }
    }
  }
}

function paint({ data, width, height }: RgbImage, x: number, y: number, colour: readonly number[]): void {
  if (x >= 0 && x < width && y >= 0 && y < height) data.set(colour, (y * width + x) * 3);
}
