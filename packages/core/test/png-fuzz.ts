import { deflateSync, inflateSync } from "node:zlib";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { expect } from "vitest";
import { readVectors } from "../../../tooling/golden/read-vectors.ts";
import { decodePng } from "../src/image/png/decode-png.ts";
import { PNG_SIGNATURE, type PngChunk, pngChunk, readPngChunks } from "../src/image/png/png-chunks.ts";
import { readPngText } from "../src/image/png/read-png-text.ts";
import { concat } from "../src/image/png/transform-bytes.ts";

const MAX_PIXELS = 4096;
const golden = readVectors<{ pictures: { png: string }[]; texts: { png: string } }>("pillow-png");
const files = [golden.texts, ...golden.pictures].map(({ png }) =>
  Array.from(readPngChunks(Uint8Array.from(Buffer.from(png, "base64")))),
);
const types = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "tEXt", "zTXt", "iTXt", "gAMA", "ABCD"];

type Mutation = (chunks: PngChunk[]) => PngChunk[];

const place = fc.nat(63);
const changeByte = fc.tuple(place, fc.nat(4095), fc.integer({ min: 0, max: 255 })).map(
  ([at, offset, value]): Mutation =>
    (chunks) =>
      chunks.map((chunk, i) => {
        if (i !== at % chunks.length || chunk.data.length === 0) return chunk;
        const data = chunk.data.slice();
        data[offset % data.length] = value;
        return { ...chunk, data };
      }),
);
const cut = fc.tuple(place, fc.nat(4095)).map(
  ([at, length]): Mutation =>
    (chunks) =>
      chunks.map((chunk, i) =>
        i === at % chunks.length ? { ...chunk, data: chunk.data.subarray(0, length % (chunk.data.length + 1)) } : chunk,
      ),
);
const grow = fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 40 })).map(
  ([at, more]): Mutation =>
    (chunks) =>
      chunks.map((chunk, i) => (i === at % chunks.length ? { ...chunk, data: concat([chunk.data, more]) } : chunk)),
);
const remove = place.map(
  (at): Mutation =>
    (chunks) =>
      chunks.filter((_, i) => i !== at % chunks.length),
);
const repeat = fc.tuple(place, place).map(
  ([from, to]): Mutation =>
    (chunks) =>
      chunks.toSpliced(to % (chunks.length + 1), 0, chunks[from % chunks.length]),
);
const rename = fc.tuple(place, fc.constantFrom(...types)).map(
  ([at, type]): Mutation =>
    (chunks) =>
      chunks.map((chunk, i) => (i === at % chunks.length ? { ...chunk, type } : chunk)),
);
const resized = fc
  .tuple(fc.boolean(), fc.constantFrom(0, 1, 2, 63, 64, 65, 4096, 65_535, 2 ** 31 - 1, 2 ** 32 - 1))
  .map(
    ([down, side]): Mutation =>
      ([header, ...rest]) => {
        const data = header.data.slice();
        if (data.length >= 8) new DataView(data.buffer).setUint32(down ? 4 : 0, side);
        return [{ ...header, data }, ...rest];
      },
  );
const header = fc.tuple(fc.integer({ min: 8, max: 12 }), fc.constantFrom(0, 1, 2, 3, 4, 6, 8, 16)).map(
  ([at, value]): Mutation =>
    ([first, ...rest]) => {
      const data = first.data.slice();
      if (at < data.length) data[at] = value;
      return [{ ...first, data }, ...rest];
    },
);
/** Changes below the compression: bytes of rows and their filters, rows cut off or added. */
const changePixels = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(4095), fc.integer({ min: 0, max: 5 })), { maxLength: 8 }),
    fc.constantFrom(0, 0, 0, -1, 1),
  )
  .map(
    ([changes, extra]): Mutation =>
      (chunks) => {
        const first = chunks.findIndex(({ type }) => type === "IDAT");
        const rows = inflated(concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
        if (!rows || rows.length === 0) return chunks;
        for (const [at, value] of changes) rows[at % rows.length] = value;
        const data = deflateSync(extra > 0 ? concat([rows, rows]) : rows.subarray(0, rows.length + extra));
        return chunks.filter(({ type }) => type !== "IDAT").toSpliced(first, 0, { type: "IDAT", data });
      },
  );
function inflated(data: Uint8Array): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: 65_536 });
  } catch {
    return undefined;
  }
}

const mutation = fc.oneof(
  { weight: 4, arbitrary: changePixels },
  changeByte,
  cut,
  grow,
  remove,
  repeat,
  rename,
  resized,
  header,
);

function assemble(chunks: readonly PngChunk[]): Uint8Array {
  return concat([
    Uint8Array.from(PNG_SIGNATURE),
    ...chunks.map(({ type, data }) => pngChunk(type, data)),
    pngChunk("IEND", new Uint8Array(0)),
  ]);
}

async function survives(png: Uint8Array, outcomes: Map<string, number>): Promise<void> {
  const outcome = (name: string) => outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  try {
    const { data, width, height, channels } = await decodePng(png, { maxPixels: MAX_PIXELS });
    expect(width * height).toBeLessThanOrEqual(MAX_PIXELS);
    expect(data.length).toBe(width * height * channels);
    outcome("decoded");
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    outcome(error.code);
  }
  try {
    const texts = await readPngText(png, { maxBytes: 4096 });
    expect(Object.values(texts).join("").length).toBeLessThanOrEqual(4096);
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
  }
}

/** Structure-aware changes with right checksums; how often each outcome was met. */
export async function fuzzStructure(parameters: { seed: number; numRuns: number }): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      async (chunks, mutations) => {
        const changed = mutations.reduce((before, mutate) => (before.length > 0 ? mutate(before) : before), chunks);
        await survives(assemble(changed), outcomes);
      },
    ),
    parameters,
  );
  return outcomes;
}

/** One byte changed anywhere; how often each outcome was met. */
export async function fuzzBytes(parameters: { seed: number; numRuns: number }): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (chunks, at, flip) => {
        const png = assemble(chunks);
        png[at % png.length] ^= flip;
        await survives(png, outcomes);
      },
    ),
    parameters,
  );
  return outcomes;
}
