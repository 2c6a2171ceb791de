import type { Preprocessing } from "@tiny-cats/schema";
import { preprocess } from "../image/preprocess.ts";
import type { SentPicture } from "./session-protocol.ts";

/** Reads an encoded picture and makes its pixels, f32 [3, height, width], in `out`. */
export type ReadEncoded = (
  picture: Uint8Array | string,
  spec: Preprocessing,
  options: { maxPixels: number; out: Float32Array },
) => Promise<void>;

/** The pixels of a batch's pictures that could be read, f32 [count, 3, height, width], and why the others could not. */
export interface ReadBatch {
  data: Float32Array;
  count: number;
  unreadable: { place: number; error: unknown }[];
}

/** Reads the pictures of a batch beside each other. */
export async function readBatch(
  pictures: readonly SentPicture[],
  spec: Preprocessing,
  { readEncoded, maxPixels }: { readEncoded: ReadEncoded; maxPixels: number },
): Promise<ReadBatch> {
  const size = 3 * spec.crop.width * spec.crop.height;
  const data = new Float32Array(pictures.length * size);
  const unreadable: ReadBatch["unreadable"] = [];
  await Promise.all(
    pictures.map(async (picture, place) => {
      const out = data.subarray(place * size, (place + 1) * size);
      try {
        if (typeof picture === "string" || picture instanceof Uint8Array)
          await readEncoded(picture, spec, { maxPixels, out });
        else preprocess(picture, spec, { out });
      } catch (error) {
        unreadable.push({ place, error });
      }
    }),
  );
  unreadable.sort((a, b) => a.place - b.place);
  for (const [gone, { place }] of unreadable.entries())
    data.copyWithin((place - gone) * size, (place + 1 - gone) * size);
  const count = pictures.length - unreadable.length;
  return { data: unreadable.length === 0 ? data : data.slice(0, count * size), count, unreadable };
}
