import type { RawImage } from "../to-rgb.ts";
import { corruptPng } from "./corrupt-png.ts";
import type { PngHeader } from "./png-header.ts";

/** The chunks that say what samples mean. */
export interface PngColourChunks {
  palette?: Uint8Array;
  transparency?: Uint8Array;
}

type Samples = Uint8Array | Uint16Array;

/**
 * A picture from a PNG's samples: palette looked up, grey of under 8 bits spread to 0 to 255, a transparent colour turned into alpha.
 *
 * @throws TinyCatsError "corrupt-png" where palette or transparency are missing, malformed or too short.
 */
export function pngColour(samples: Samples, header: PngHeader, { palette, transparency }: PngColourChunks): RawImage {
  const { width, height, depth, colour } = header;
  if (palette && (palette.length === 0 || palette.length > 768 || palette.length % 3 !== 0)) {
    throw corruptPng("its palette has a wrong length", { value: palette.length });
  }
  if (colour === "palette") return { width, height, ...lookUp(samples, palette, transparency) };
  const key = transparency && transparentKey(transparency, header);
  const full = 2 ** depth - 1;
  const data = key ? withAlpha(samples, key, full) : samples;
  if (depth < 8) for (let i = 0; i < data.length; i++) data[i] *= 255 / full;
  return { data, width, height, channels: (header.samples + (key ? 1 : 0)) as RawImage["channels"] };
}

function lookUp(
  samples: Samples,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
): Pick<RawImage, "data" | "channels"> {
  const colours = (palette?.length ?? 0) / 3;
  if (!palette) throw corruptPng("it has no palette");
  if (transparency && transparency.length > colours)
    throw corruptPng("more colours are transparent than there are", { value: transparency.length });
  const channels = transparency ? 4 : 3;
  const data = new Uint8Array(samples.length * channels);
  for (let i = 0, o = 0; i < samples.length; i++, o += channels) {
    const colour = samples[i];
    if (colour >= colours) throw corruptPng(`there is no colour ${colour} in its palette`, { value: colour });
    for (let c = 0; c < 3; c++) data[o + c] = palette[colour * 3 + c];
    if (transparency) data[o + 3] = colour < transparency.length ? transparency[colour] : 255;
  }
  return { data, channels };
}

function transparentKey(transparency: Uint8Array, { colour, samples }: PngHeader): number[] {
  if (colour === "grey-alpha" || colour === "rgb-alpha") throw corruptPng("it has both alpha and a transparent colour");
  if (transparency.length !== samples * 2)
    throw corruptPng("its transparent colour has a wrong length", { value: transparency.length });
  return Array.from({ length: samples }, (_, i) => transparency[i * 2] * 256 + transparency[i * 2 + 1]);
}

function withAlpha(samples: Samples, key: readonly number[], full: number): Samples {
  const count = key.length;
  const out = new (samples.constructor as Uint8ArrayConstructor)((samples.length / count) * (count + 1));
  for (let i = 0, o = 0; i < samples.length; i += count, o += count + 1) {
    let same = true;
    for (let c = 0; c < count; c++) {
      out[o + c] = samples[i + c];
      same &&= samples[i + c] === key[c];
    }
    out[o + count] = same ? 0 : full;
  }
  return out;
}
