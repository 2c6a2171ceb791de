import { crc32 } from "@tiny-cats/files/crc32";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { corruptPng } from "./corrupt-png.ts";

/** The eight bytes every PNG begins with. */
export const PNG_SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** One chunk of a PNG; `data` is a view of the file. */
export interface PngChunk {
  type: string;
  data: Uint8Array;
}

const LARGEST_CHUNK = 2 ** 31 - 1;
const KNOWN_CRITICAL = ["IHDR", "PLTE", "IDAT", "IEND"];

/**
 * The chunks of a PNG in order, from IHDR to the one before IEND. Lengths, types and checksums are verified; what follows IEND is ignored.
 *
 * Source: Portable Network Graphics specification (W3C, third edition), sections 5.2 to 5.4.
 *
 * @throws TinyCatsError "not-a-png", "corrupt-png", or "unsupported-png" at a chunk that must be understood and is not.
 */
export function* readPngChunks(bytes: Uint8Array): Generator<PngChunk> {
  if (PNG_SIGNATURE.some((value, i) => bytes[i] !== value)) {
    throw new TinyCatsError(
      "not-a-png",
      bytes.length === 0 ? "the PNG is an empty file" : "the file does not begin as a PNG does",
      {
        value: Array.from(bytes.subarray(0, 8)),
        remedy: "give a PNG file",
      },
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = PNG_SIGNATURE.length; ; ) {
    if (at + 12 > bytes.length) throw corruptPng("it ends before its last chunk", { value: bytes.length });
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!/^[A-Za-z]{4}$/.test(type)) throw corruptPng(`there is no chunk at byte ${at}`, { value: at });
    const end = at + 8 + length;
    if (length > LARGEST_CHUNK || end + 4 > bytes.length)
      throw corruptPng(`it ends within its chunk ${type}`, { value: length });
    if (view.getUint32(end) !== crc32(bytes.subarray(at + 4, end)))
      throw corruptPng(`the checksum of its chunk ${type} is wrong`, { value: type });
    if ((at === PNG_SIGNATURE.length) !== (type === "IHDR"))
      throw corruptPng("its header is not its first chunk alone", { value: type });
    if (type === "IEND") return;
    if (/^[A-Z]/.test(type) && !KNOWN_CRITICAL.includes(type)) {
      throw new TinyCatsError("unsupported-png", `the PNG can't be read without understanding its chunk ${type}`, {
        value: type,
        remedy: "save the picture as an ordinary PNG",
      });
    }
    yield { type, data: bytes.subarray(at + 8, end) };
    at = end + 4;
  }
}

/** The bytes of one chunk: length, type, data and checksum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}
