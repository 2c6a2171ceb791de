import type { Cursor } from "./cursor.ts";
import { decodeLong } from "./long.ts";
import type { Machine } from "./machine.ts";
import { OP } from "./opcodes.ts";
import type { Stack } from "./stack.ts";

/** Opcodes that push a value of their own; false for others. */
export function literal(code: number, input: Cursor, { stack, machine }: { stack: Stack; machine: Machine }): boolean {
  switch (code) {
    case OP.NONE:
      return stack.push(null);
    case OP.NEWTRUE:
      return stack.push(true);
    case OP.NEWFALSE:
      return stack.push(false);
    case OP.BININT:
      return stack.push(input.i32());
    case OP.BININT1:
      return stack.push(input.u8());
    case OP.BININT2:
      return stack.push(input.u16());
    case OP.LONG1:
      return stack.push(decodeLong(input.take(input.u8())));
    case OP.LONG4:
      return stack.push(decodeLong(input.take(input.u32())));
    case OP.BINFLOAT:
      return stack.push(machine.float(input.f64be()));
    case OP.BINUNICODE:
      return stack.push(input.text(input.u32()));
    case OP.SHORT_BINUNICODE:
      return stack.push(input.text(input.u8()));
    case OP.BINUNICODE8:
      return stack.push(input.text(input.u64()));
    // Python 2's str, which PyTorch reads as UTF-8.
    case OP.BINSTRING:
      return stack.push(input.text(input.u32()));
    case OP.SHORT_BINSTRING:
      return stack.push(input.text(input.u8()));
  }
  const length =
    code === OP.BINBYTES ? input.u32() : code === OP.SHORT_BINBYTES ? input.u8() : isWideBytes(code) ? input.u64() : -1;
  if (length < 0) return false;
  machine.count(2);
  const content = input.take(length).slice();
  return stack.push(code === OP.BYTEARRAY8 ? { kind: "bytearray", bytes: content } : content);
}

const isWideBytes = (code: number) => code === OP.BINBYTES8 || code === OP.BYTEARRAY8;
