import { OP } from "../pickle/opcodes.ts";

/** Bytes of argument of the opcodes that have some. */
const FIXED: Partial<Record<number, number>> = {
  [OP.PROTO]: 1,
  [OP.BININT]: 4,
  [OP.BININT1]: 1,
  [OP.BININT2]: 2,
  [OP.BINFLOAT]: 8,
  [OP.BINGET]: 1,
  [OP.BINPUT]: 1,
  [OP.LONG_BINGET]: 4,
  [OP.LONG_BINPUT]: 4,
  [OP.FRAME]: 8,
};

/** Bytes of length before an argument of that length. */
const COUNTED: Partial<Record<number, number>> = {
  [OP.LONG1]: 1,
  [OP.LONG4]: 4,
  [OP.SHORT_BINUNICODE]: 1,
  [OP.BINUNICODE]: 4,
  [OP.BINUNICODE8]: 8,
  [OP.SHORT_BINBYTES]: 1,
  [OP.BINBYTES]: 4,
  [OP.BINBYTES8]: 8,
  [OP.BYTEARRAY8]: 8,
  [OP.BINSTRING]: 4,
  [OP.SHORT_BINSTRING]: 1,
};

/** A valid pickle cut into its opcodes with their arguments, from `start` to STOP. */
export function splitPickle(bytes: Uint8Array, start = 0): Uint8Array[] {
  const ops: Uint8Array[] = [];
  for (let at = start; ; ) {
    const from = at;
    const code = bytes[at++];
    const width = COUNTED[code];
    if (code === OP.GLOBAL) {
      for (let lines = 0; lines < 2; at++) if (bytes[at] === 10) lines++;
    } else if (width) {
      let length = 0;
      for (let i = width - 1; i >= 0; i--) length = length * 256 + bytes[at + i];
      at += width + length;
    } else at += FIXED[code] ?? 0;
    ops.push(bytes.slice(from, at));
    if (code === OP.STOP) return ops;
  }
}
