import { invalidArchive } from "./archive-errors.ts";

/** Bytes of a header, and what every content is padded to. */
export const TAR_BLOCK = 512;

/** What a header of a tar archive says. */
export interface TarHeader {
  name: string;
  size: number;
  /** "0" for a file, "5" for a folder, "1" and so on for links and devices, "x" and "g" for extended headers, "L" for a long name of GNU tar. */
  type: string;
}

const LATIN = new TextDecoder("latin1");
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads a header of 512 bytes: ustar (POSIX.1-1988), GNU tar's, or the one before both. Undefined for a block of zeros, which ends an archive.
 *
 * @throws TinyCatsError "invalid-archive".
 */
export function parseTarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const magic = LATIN.decode(block.subarray(257, 263));
  if (magic !== "ustar\0" && magic !== "ustar " && magic !== "\0\0\0\0\0\0")
    throw invalidArchive("this is no tar archive");
  if (sumOf(block) !== octal(block.subarray(148, 156), "checksum")) {
    throw invalidArchive("the checksum of a header is not that of its bytes");
  }
  const prefix = magic === "ustar\0" ? tarText(untilNul(block.subarray(345, 500))) : "";
  const name = tarText(untilNul(block.subarray(0, 100)));
  const flag = block[156] === 0 ? "0" : String.fromCharCode(block[156]);
  // Before ustar there was no type for folders: their names ended so.
  const type = flag === "0" && magic === "\0\0\0\0\0\0" && name.endsWith("/") ? "5" : flag;
  return { name: prefix === "" ? name : `${prefix}/${name}`, size: octal(block.subarray(124, 136), "size"), type };
}

/** A name's bytes as UTF-8. @throws TinyCatsError "invalid-archive" */
export function tarText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw invalidArchive("a name in the archive is no UTF-8", { cause });
  }
}

export function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function octal(field: Uint8Array, what: string): number {
  const digits = /^ *([0-7]{1,11})[ \0]*$/.exec(LATIN.decode(field))?.[1];
  // The other form, binary, is for files of 8 GiB and more.
  if (digits === undefined) throw invalidArchive(`the ${what} in a header is no octal number`);
  return Number.parseInt(digits, 8);
}

/** The sum of a header's bytes, its own field taken as spaces. */
function sumOf(block: Uint8Array): number {
  let sum = 8 * 32;
  for (let i = 0; i < TAR_BLOCK; i++) if (i < 148 || i >= 156) sum += block[i];
  return sum;
}
