import { corruptPickle } from "../errors.ts";

const MAX_BYTES = 1024;

/** A little-endian two's complement whole number: a number up to 2^53, else a bigint. */
export function decodeLong(bytes: Uint8Array): number | bigint {
  if (bytes.length > MAX_BYTES) throw corruptPickle(`a whole number has ${bytes.length} bytes`);
  if (bytes.length === 0) return 0;
  let hex = "";
  for (let i = bytes.length - 1; i >= 0; i--) hex += bytes[i].toString(16).padStart(2, "0");
  const value = BigInt.asIntN(8 * bytes.length, BigInt(`0x${hex}`));
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** The shortest little-endian two's complement bytes of a whole number. */
export function encodeLong(value: bigint): Uint8Array<ArrayBuffer> {
  if (value === 0n) return new Uint8Array(0);
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const byte = Number(BigInt.asUintN(8, rest));
    bytes.push(byte);
    rest >>= 8n;
    if ((rest === 0n && byte < 128) || (rest === -1n && byte >= 128)) return Uint8Array.from(bytes);
  }
}
