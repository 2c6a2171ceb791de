import { corruptZip, unsupportedCheckpoint } from "../errors.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { readExactly } from "../source/read-exactly.ts";

const END = 22;
const LOCATOR = 20;
const END64 = 56;
const MAX_COMMENT = 65_535;

/** Where the central directory is and how many entries it has (APPNOTE 6.3.10, 4.3.14 to 4.3.16). */
export interface ZipEnd {
  entries: number;
  offset: number;
  size: number;
}

/** Reads the records at the end of a zip; they must reach the end of the file, and the directory must lie right before them. */
export async function findZipEnd(source: ByteSource, options: { signal?: AbortSignal }): Promise<ZipEnd> {
  const length = Math.min(source.size, END + MAX_COMMENT);
  const start = source.size - length;
  const bytes = await readExactly(source, start, length, options);
  const view = new DataView(bytes.buffer);
  let at = length - END;
  while (at >= 0 && !(view.getUint32(at, true) === 0x06054b50 && view.getUint16(at + 20, true) === length - END - at))
    at--;
  if (at < 0) throw corruptZip("it has no end record; it was cut short");
  if (view.getUint16(at + 4, true) !== view.getUint16(at + 6, true)) throw manyDisks();
  const end = {
    entries: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  };
  const place = start + at;
  const locator =
    place >= LOCATOR ? await readExactly(source, place - LOCATOR, LOCATOR, options) : new Uint8Array(LOCATOR);
  const has64 = new DataView(locator.buffer).getUint32(0, true) === 0x07064b50;
  if (has64) return readEnd64(source, locator, { place: place - LOCATOR, options });
  if (view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 8, true) !== end.entries) throw manyDisks();
  return checked(end, place);
}

async function readEnd64(
  source: ByteSource,
  locator: Uint8Array<ArrayBuffer>,
  { place, options }: { place: number; options: { signal?: AbortSignal } },
): Promise<ZipEnd> {
  const offset = Number(new DataView(locator.buffer).getBigUint64(8, true));
  if (offset + END64 > place) throw corruptZip("its zip64 end record is not where it should be", offset);
  const view = new DataView((await readExactly(source, offset, END64, options)).buffer);
  if (view.getUint32(0, true) !== 0x06064b50)
    throw corruptZip("its zip64 end record is not where it should be", offset);
  if (offset + 12 + Number(view.getBigUint64(4, true)) !== place)
    throw corruptZip("its zip64 end record has a wrong size");
  const entries = Number(view.getBigUint64(32, true));
  if (view.getUint32(16, true) !== 0 || Number(view.getBigUint64(24, true)) !== entries) throw manyDisks();
  return checked(
    { entries, size: Number(view.getBigUint64(40, true)), offset: Number(view.getBigUint64(48, true)) },
    offset,
  );
}

function checked(end: ZipEnd, place: number): ZipEnd {
  if (end.offset + end.size === place) return end;
  throw corruptZip("its directory is not right before its end record", { ...end, place });
}

function manyDisks() {
  return unsupportedCheckpoint(
    "the zip archive is one of several parts",
    "join the parts, or save it again as one file",
  );
}
