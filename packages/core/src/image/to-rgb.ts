import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { RgbImage } from "./rgb-image.ts";

/** A picture as a decoder leaves it: channels side by side, row by row from the top left, no padding, 8 or 16 bits each. */
export interface RawImage {
  data: Uint8Array | Uint8ClampedArray | Uint16Array;
  width: number;
  height: number;
  /** Grey; grey and alpha; red, green, blue; the same and alpha, or cyan, magenta, yellow, black. Alpha is not premultiplied. */
  channels: 1 | 2 | 3 | 4;
  /** What the channels are, where their number does not tell: 4 are red, green, blue, alpha unless this is "cmyk" (0 is no ink). */
  colour?: "rgb" | "grey" | "cmyk";
}

/**
 * Any decoded picture as 8-bit RGB, with Pillow 12's arithmetic.
 *
 * 16 bits are reduced to their upper 8, as Pillow's PNG reader does for RGB, RGB with alpha and grey with alpha. (For grey alone, Pillow's
 * mode "I;16" clips at 255 instead and turns nearly every picture white; here grey is reduced like the rest.) Alpha is composed over
 * `background` (red, green, blue; white unless told) as `Image.paste` with a mask does. CMYK becomes (255 - ink) * (255 - black) / 255.
 *
 * Three channels of 8 bits are taken as they are: the picture then shares their memory.
 *
 * @throws TinyCatsError "invalid-image" where sides, channels, colour and length don't go together.
 */
export function toRgb(
  raw: RawImage,
  { background = [255, 255, 255] }: { background?: readonly [number, number, number] } = {},
): RgbImage {
  checkRaw(raw);
  const { width, height, channels } = raw;
  const source = raw.data instanceof Uint16Array ? upperBytes(raw.data) : raw.data;
  if (channels === 3)
    return { data: new Uint8ClampedArray(source.buffer, source.byteOffset, source.length), width, height };
  const data = new Uint8ClampedArray(width * height * 3);
  if (raw.colour === "cmyk") fromCmyk(source, data);
  else if (channels === 4) compose(source, data, background);
  else fromGrey(source, data, { channels, background });
  return { data, width, height };
}

function checkRaw({ data, width, height, channels, colour }: RawImage): void {
  const fitting = { rgb: [3, 4], grey: [1, 2], cmyk: [4] };
  const known = colour === undefined ? [1, 2, 3, 4].includes(channels) : fitting[colour]?.includes(channels);
  const sides = Number.isSafeInteger(width) && Number.isSafeInteger(height) && width >= 1 && height >= 1;
  if (known && sides && data.length === width * height * channels) return;
  throw new TinyCatsError(
    "invalid-image",
    `${data.length} values are not a ${width}x${height} picture of ${channels} channels`,
    {
      value: { width, height, channels, colour, length: data.length },
      remedy: "give width * height * channels values, and a colour that has that many channels",
    },
  );
}

function upperBytes(data: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = data[i] >> 8;
  return bytes;
}

/** value / 255, rounded, for values to 255 * 255. */
function over255(value: number): number {
  const shifted = value + 128;
  return ((shifted >> 8) + shifted) >> 8;
}

function compose(source: ArrayLike<number>, out: Uint8ClampedArray, background: readonly number[]): void {
  for (let i = 0, o = 0; o < out.length; i += 4, o += 3) {
    const alpha = source[i + 3];
    for (let c = 0; c < 3; c++) out[o + c] = over255(source[i + c] * alpha + background[c] * (255 - alpha));
  }
}

function fromGrey(
  source: ArrayLike<number>,
  out: Uint8ClampedArray,
  { channels, background }: { channels: number; background: readonly number[] },
): void {
  for (let i = 0, o = 0; o < out.length; i += channels, o += 3) {
    const alpha = channels === 2 ? source[i + 1] : 255;
    for (let c = 0; c < 3; c++) out[o + c] = over255(source[i] * alpha + background[c] * (255 - alpha));
  }
}

function fromCmyk(source: ArrayLike<number>, out: Uint8ClampedArray): void {
  for (let i = 0, o = 0; o < out.length; i += 4, o += 3) {
    const light = 255 - source[i + 3];
    for (let c = 0; c < 3; c++) out[o + c] = light - over255(source[i + c] * light);
  }
}
