/** Bytes `from` to `to` of a file, both included. */
export interface ByteRange {
  from: number;
  to: number;
}

/**
 * What a Range header asks of a file of `size` bytes (RFC 9110, 14.2): one range of bytes; undefined where the header is to be passed over,
 * as it is without one, with another unit, malformed or of several ranges; "unsatisfiable" where nothing of the file is in it.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { from: size - length, to: size - 1 };
  }
  const from = Number(first);
  if (last !== "" && Number(last) < from) return undefined;
  if (from >= size) return "unsatisfiable";
  return { from, to: Math.min(last === "" ? size - 1 : Number(last), size - 1) };
}
