import { PNG_SIGNATURE, pngChunk } from "./png-chunks.ts";
import { concat, transformBytes } from "./transform-bytes.ts";

/** The data of IHDR, of 8-bit RGB unless told. */
export function headerData(fields: {
  width: number;
  height: number;
  depth?: number;
  type?: number;
  compression?: number;
  filter?: number;
  interlace?: number;
}): Uint8Array {
  const { width, height, depth = 8, type = 2, compression = 0, filter = 0, interlace = 0 } = fields;
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set([depth, type, compression, filter, interlace], 8);
  return data;
}

/** A PNG of given chunks with right checksums, whether they make sense or not; `pixels` is deflated into IDAT. */
export async function buildPng(parts: {
  IHDR: Uint8Array;
  pixels?: Uint8Array;
  /** Chunks of IDAT to make. */
  pieces?: number;
  before?: [type: string, data: Uint8Array][];
  after?: [type: string, data: Uint8Array][];
}): Promise<Uint8Array> {
  const { IHDR, pixels, pieces = 1, before = [], after = [] } = parts;
  const chunks: [string, Uint8Array][] = [["IHDR", IHDR], ...before];
  if (pixels) {
    const deflated = (await transformBytes([pixels], new CompressionStream("deflate"))) as Uint8Array;
    const size = Math.ceil(deflated.length / pieces);
    for (let i = 0; i < pieces; i++) chunks.push(["IDAT", deflated.subarray(i * size, (i + 1) * size)]);
  }
  chunks.push(...after, ["IEND", new Uint8Array(0)]);
  return concat([Uint8Array.from(PNG_SIGNATURE), ...chunks.map(([type, data]) => pngChunk(type, data))]);
}
