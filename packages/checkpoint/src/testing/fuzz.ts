import { crc32 } from "@tiny-cats/files/crc32";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { DEFAULT_LIMITS } from "../limits.ts";
import { openCheckpoint } from "../open-checkpoint.ts";
import { legacyStart } from "../pytorch/legacy-start.ts";
import { bytesSource } from "../source/bytes-source.ts";
import { entryStorage } from "../zip/entry-storage.ts";
import { readZipDirectory } from "../zip/read-zip-directory.ts";
import { buildZip, type TestEntry } from "./build-zip.ts";
import { goldenFile } from "./golden.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateHeader } from "./mutate-header.ts";
import { mutateOps } from "./mutate-ops.ts";
import { mutateZip } from "./mutate-zip.ts";
import { type Random, random } from "./random.ts";
import { splitPickle } from "./split-pickle.ts";

/** The parsers that are fuzzed. */
export const PARSERS = ["pickle", "legacy", "zip", "safetensors"] as const;
export type Parser = (typeof PARSERS)[number];

const MODERN = [
  "dtypes.pt",
  "views.pt",
  "tied.pt",
  "training.pt",
  "values.pt",
  "peculiar.pt",
  "values-protocol-4.pt",
  "peculiar-protocol-5.pt",
];
const LEGACY = ["tied-legacy.pt", "views-legacy.pt", "values-legacy.pt", "tied-legacy-protocol-4.pt"];
const ZIPS = ["tied.pt", "tied-deflated.pt", "tied-folders.pt", "tied-zip64.pt", "tensor.pt"];
const LIMITS = {
  opcodes: 100_000,
  objects: 20_000,
  nodes: 20_000,
  headerBytes: 100_000,
  pickleBytes: 1 << 20,
  expansion: 64,
};

/**
 * Opens `count` mutated files and reads their tensors. Returns how often each error came, and "opened". Anything but a typed error, or
 * a tensor that gives other than the bytes it announced, is thrown on with the number of the input, which the seed repeats.
 */
export async function fuzz(parser: Parser, seed: number, count: number): Promise<Map<string, number>> {
  const make = await MAKERS[parser]();
  const outcomes = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const input = make(random(seed * 1_000_003 + i));
    const outcome = await attempt(input).catch((error) => {
      throw new Error(`${parser}, seed ${seed}, input ${i}: ${error instanceof Error ? error.stack : error}`);
    });
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return outcomes;
}

async function attempt(input: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const { tensors } = await openCheckpoint(input, { limits: LIMITS });
    let read = 0;
    for (const [name, tensor] of tensors) {
      if (tensor.byteLength > 1 << 20 || ++read > 6) continue;
      const { byteLength } = await tensor.read();
      if (byteLength !== tensor.byteLength)
        throw new RangeError(`${name} has ${byteLength} of ${tensor.byteLength} bytes`);
    }
    return "opened";
  } catch (error) {
    if (isTinyCatsError(error)) return error.code;
    throw error;
  }
}

type Make = (rng: Random) => Uint8Array<ArrayBuffer>;

const MAKERS: Record<Parser, () => Promise<Make>> = {
  async pickle() {
    const seeds = await Promise.all(MODERN.map(unpack));
    const others = seeds.map(({ ops }) => ops);
    return (rng) => {
      const { ops, rest } = rng.pick(seeds);
      return buildZip([{ name: "archive/data.pkl", data: mutateOps(ops, others, rng) }, ...rest]);
    };
  },
  async legacy() {
    const seeds = LEGACY.map(splitLegacy);
    const others = seeds.flatMap(({ pickles }) => pickles);
    return (rng) => {
      const { magic, pickles, storages } = rng.pick(seeds);
      const hit = rng.chance(0.2) ? -1 : rng.below(pickles.length);
      const parts = pickles.map((ops, i) => (i === hit ? mutateOps(ops, others, rng) : Buffer.concat(ops)));
      return new Uint8Array(Buffer.concat([magic, ...parts, hit === -1 ? mutateBytes(storages, rng) : storages]));
    };
  },
  async zip() {
    const seeds = ZIPS.map(goldenFile);
    return (rng) => mutateZip(rng.pick(seeds), rng);
  },
  async safetensors() {
    const whole = goldenFile("flat.safetensors");
    const small = new TextEncoder().encode(
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"__metadata__":{"b":"c"}}',
    );
    const seeds = [whole, new Uint8Array([small.length, 0, 0, 0, 0, 0, 0, 0, ...small, 1, 2, 3, 4])];
    return (rng) => mutateHeader(rng.pick(seeds), rng);
  },
};

async function unpack(name: string): Promise<{ ops: Uint8Array[]; rest: TestEntry[] }> {
  const source = bytesSource(goldenFile(name));
  const entries = await readZipDirectory(source, { limits: DEFAULT_LIMITS });
  const all = await Promise.all(
    [...entries.values()].map(async (entry) => ({
      name: entry.name,
      data: await entryStorage(source, entry, { crc32 }).read(0, entry.size),
    })),
  );
  const pickle = all.find((entry) => entry.name.endsWith("data.pkl"))!;
  const rest = all
    .filter((entry) => /\/data\//.test(entry.name))
    .map((entry) => ({ ...entry, crc: crc32(entry.data) }));
  return { ops: splitPickle(pickle.data), rest };
}

function splitLegacy(name: string): { magic: Uint8Array; pickles: Uint8Array[][]; storages: Uint8Array } {
  const bytes = goldenFile(name);
  const start = legacyStart(bytes.slice(0, 512))!;
  const pickles: Uint8Array[][] = [];
  let at = start;
  for (let i = 0; i < 4; i++) {
    const ops = splitPickle(bytes, at);
    pickles.push(ops);
    at += ops.reduce((sum, op) => sum + op.length, 0);
  }
  return { magic: bytes.slice(0, start), pickles, storages: bytes.slice(at) };
}
