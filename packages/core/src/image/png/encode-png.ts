import { checkImage } from "../check-image.ts";
import type { RgbImage } from "../rgb-image.ts";
import { PNG_SIGNATURE, pngChunk } from "./png-chunks.ts";
import { filterRows } from "./png-filter.ts";
import { pngTextChunk } from "./png-text-chunk.ts";
import { concat, transformBytes } from "./transform-bytes.ts";

export interface EncodePngOptions {
  /** Entries of text by keyword, in this order. */
  text?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

/**
 * Encodes a picture as a PNG of 8-bit RGB with entries of text and nothing else: no time, no profile.
 *
 * Equal pictures and text give equal bytes on one runtime; runtimes differ in their deflate and so in bytes, never in pixels.
 *
 * @throws TinyCatsError "invalid-image", or "invalid-png-text" where a keyword or value can't be stored.
 */
export async function encodePng(
  image: RgbImage,
  { text = {}, signal }: EncodePngOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  signal?.throwIfAborted();
  checkImage(image);
  const { data, width, height } = image;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2], 8);
  const texts = Object.entries(text).map(([keyword, value]) => pngTextChunk(keyword, value));
  const rows = filterRows(new Uint8Array(data.buffer, data.byteOffset, data.length), { rowBytes: width * 3, bpp: 3 });
  const pixels = (await transformBytes([rows], new CompressionStream("deflate"), { signal })) as Uint8Array;
  signal?.throwIfAborted();
  return concat([
    Uint8Array.from(PNG_SIGNATURE),
    pngChunk("IHDR", header),
    ...texts,
    pngChunk("IDAT", pixels),
    pngChunk("IEND", new Uint8Array(0)),
  ]);
}
