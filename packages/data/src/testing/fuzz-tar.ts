import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { byteSource } from "../archive/byte-source.ts";
import { placeNames } from "../archive/place-names.ts";
import { tarEntries } from "../archive/tar-entries.ts";
import { randomly } from "./fuzz.ts";
import { makeTar, paxRecord, sealHeader } from "./make-tar.ts";

const BLOCK = 512;
const SEED_TAR = makeTar([
  { name: "d/", type: "5" },
  { name: "p", type: "x", content: paxRecord("path", "d/by pax") + paxRecord("size", "5") },
  { name: "short", content: "12345" },
  { name: "l", type: "L", content: "d/long\0", magic: "ustar  \0" },
  { name: "d/a", content: "x".repeat(600) },
]);
/** Fields of a header: name, size, type, magic, prefix. */
const FIELDS = [0, 124, 156, 257, 345];
const PIECES = [
  "0",
  "1",
  "2",
  "5",
  "x",
  "g",
  "L",
  "\0",
  "../",
  "/",
  "d/a",
  "77777777777\0",
  "ustar\0",
  " ",
  "path=",
  "99 ",
  "\n",
  "\xff",
];
const LIMITS = { maxEntries: 8, maxEntryBytes: 4096 };

/** Gives the reader of archives damaged ones; counts what came of them, by "read" or the error's code. Any other error is thrown on. */
export async function fuzzTar(seed: number, count: number): Promise<Map<string, number>> {
  const random = randomly(seed);
  const outcomes = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const bytes = damage(random);
    const outcome = await outcomeOf(bytes, 1 + random(700));
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return outcomes;
}

function damage(random: (below: number) => number): Uint8Array {
  let bytes = new Uint8Array(SEED_TAR);
  for (let changes = 1 + random(3); changes > 0; changes--) {
    const block = random(bytes.length / BLOCK) * BLOCK;
    const piece = Buffer.from(PIECES[random(PIECES.length)], "latin1");
    const kind = random(8);
    if (kind === 0) bytes = bytes.slice(0, random(bytes.length + 1));
    else if (kind === 1)
      bytes = Uint8Array.from(
        Buffer.concat([bytes.subarray(0, block), bytes.subarray(Math.min(bytes.length, block + BLOCK * random(3)))]),
      );
    else {
      const at = block + (kind < 6 ? FIELDS[random(FIELDS.length)] + random(4) : random(BLOCK));
      bytes.set(piece.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
      // Mostly the checksum fits, for else nothing behind it would be reached.
      if (random(8) > 0 && bytes[block + 156] !== 0 && block + BLOCK <= bytes.length)
        sealHeader(bytes.subarray(block, block + BLOCK));
    }
    if (bytes.length < BLOCK) break;
  }
  return bytes;
}

async function outcomeOf(bytes: Uint8Array, chunk: number): Promise<string> {
  try {
    const place = placeNames();
    let read = 0;
    for await (const entry of tarEntries(byteSource(inChunks(bytes, chunk)), LIMITS)) {
      place(entry.name, entry.folder);
      if (entry.size % 2 === 0) continue;
      for await (const part of entry.content()) read += part.length;
    }
    if (read > bytes.length) throw new Error(`${read} bytes were read of ${bytes.length}`);
    return "read";
  } catch (error) {
    if (isTinyCatsError(error) && error.remedy !== "" && error.message.length < 1500) return error.code;
    throw new Error(`${Buffer.from(bytes).toString("base64")} gave ${String(error)}`, { cause: error });
  }
}

function* inChunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
