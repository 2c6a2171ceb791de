import { DEFAULT_LIMITS } from "../limits.ts";
import { unpickle } from "../pickle/unpickle.ts";

const MAGIC = 0x1950a86a20f9469cfc6cn;

/** Where the first pickle of a legacy file ends, which holds its magic number; undefined for other files. */
export function legacyStart(start: Uint8Array<ArrayBuffer>): number | undefined {
  if (start[0] !== 0x80) return undefined;
  try {
    const { value, end } = unpickle(start, 0, { limits: DEFAULT_LIMITS });
    return value === MAGIC ? end : undefined;
  } catch {
    return undefined;
  }
}
