import { invalidArchive } from "./archive-errors.ts";
import { tarText } from "./tar-header.ts";

/**
 * Reads the records of an extended header (POSIX.1-2001, pax): each its own length in decimal, a space, key=value, a line feed.
 *
 * @throws TinyCatsError "invalid-archive".
 */
export function parsePax(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const digits = space < 0 || space - at > 8 ? "" : tarText(bytes.subarray(at, space));
    const length = /^[1-9]\d*$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    const equals = bytes.indexOf(0x3d, space + 1);
    if (end > bytes.length || equals <= space + 1 || equals >= end || bytes[end - 1] !== 0x0a) {
      throw invalidArchive("a record of an extended header is damaged");
    }
    const key = tarText(bytes.subarray(space + 1, equals));
    if (records.has(key)) throw invalidArchive(`an extended header says ${JSON.stringify(key.slice(0, 64))} twice`);
    // Comments and the like may be in any encoding; only what is used must be text.
    const value = bytes.subarray(equals + 1, end - 1);
    records.set(key, key === "path" || key === "size" ? tarText(value) : "");
    at = end;
  }
  return records;
}
