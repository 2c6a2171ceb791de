/** The bytes that are asked for, both ends included; "all" where the header is none of ours to follow, undefined where no byte is meant. */
export type ByteRange = { start: number; end: number } | "all" | undefined;

/** Reads a Range header of one range (RFC 9110, 14.1.2); several are answered with the whole file, as servers may. */
export function byteRange(header: string | undefined, size: number): ByteRange {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (from === undefined || (from === "" && to === "")) return "all";
  if (from === "")
    return Number(to) > 0 && size > 0 ? { start: Math.max(0, size - Number(to)), end: size - 1 } : undefined;
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < start) return "all";
  return start < size ? { start, end } : undefined;
}
