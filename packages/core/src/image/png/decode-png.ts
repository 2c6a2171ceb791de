import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { RawImage } from "../to-rgb.ts";
import { corruptPng } from "./corrupt-png.ts";
import { readPngChunks } from "./png-chunks.ts";
import { type PngColourChunks, pngColour } from "./png-colour.ts";
import { type PngHeader, readPngHeader } from "./png-header.ts";
import { pngPasses } from "./png-passes.ts";
import { pngSamples } from "./png-samples.ts";
import { transformBytes } from "./transform-bytes.ts";

export interface DecodePngOptions {
  /** Pixels a picture may have; 33,554,432 unless told. Checked before anything is inflated. */
  maxPixels?: number;
  signal?: AbortSignal;
}

/** Deflate can't expand its input further than this. */
const LARGEST_EXPANSION = 1032;

/**
 * Decodes a PNG of any standard kind, interlaced or not. Gamma, colour profiles and EXIF orientation are ignored.
 *
 * Memory is bounded by `maxPixels` and the file's length, whatever the file claims.
 *
 * @returns 8 bits a channel, or 16 where the file has 16; a palette becomes RGB, transparent colours become alpha.
 * @throws TinyCatsError "not-a-png", "corrupt-png", "unsupported-png" or "picture-too-large".
 */
export async function decodePng(
  bytes: Uint8Array,
  { maxPixels = 2 ** 25, signal }: DecodePngOptions = {},
): Promise<RawImage> {
  signal?.throwIfAborted();
  const { header, data, ...colours } = gather(bytes, maxPixels);
  const passes = pngPasses(header);
  const length = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (1 + rowBytes), 0);
  const compressed = data.reduce((sum, part) => sum + part.length, 0);
  if (length > compressed * LARGEST_EXPANSION) throw corruptPng("its pixels end too early", { value: compressed });
  const inflated = await transformBytes(data, new DecompressionStream("deflate"), { maxBytes: length, signal }).catch(
    (cause) => {
      signal?.throwIfAborted();
      throw corruptPng("its pixels can't be inflated", { cause });
    },
  );
  signal?.throwIfAborted();
  if (inflated?.length !== length)
    throw corruptPng(inflated ? "its pixels end too early" : "it has more pixels than its header says");
  return pngColour(pngSamples(inflated, header, passes), header, colours);
}

interface Gathered extends PngColourChunks {
  header: PngHeader;
  data: Uint8Array[];
}

function gather(bytes: Uint8Array, maxPixels: number): Gathered {
  const found: Partial<Gathered> & { data: Uint8Array[] } = { data: [] };
  let previous = "";
  for (const { type, data } of readPngChunks(bytes)) {
    if (type === "IHDR") found.header = checkPixels(readPngHeader(data), maxPixels);
    else if (type === "PLTE") found.palette = once(found.palette, found.data, { type, data });
    else if (type === "tRNS") found.transparency = once(found.transparency, found.data, { type, data });
    else if (type === "IDAT") {
      if (found.data.length > 0 && previous !== "IDAT")
        throw corruptPng("its pixels are torn apart by other chunks", { value: previous });
      found.data.push(data);
    }
    previous = type;
  }
  if (found.data.length === 0) throw corruptPng("it has no pixels");
  return found as Gathered;
}

function once(
  already: Uint8Array | undefined,
  pixels: readonly Uint8Array[],
  { type, data }: { type: string; data: Uint8Array },
): Uint8Array {
  if (already || pixels.length > 0) throw corruptPng(`its chunk ${type} is doubled or too late`, { value: type });
  return data;
}

function checkPixels(header: PngHeader, maxPixels: number): PngHeader {
  const { width, height } = header;
  if (width * height <= maxPixels) return header;
  throw new TinyCatsError("picture-too-large", `${width}x${height} is more than ${maxPixels} pixels`, {
    value: { width, height },
    remedy: "make the picture smaller, or raise maxPixels if you trust it",
  });
}
