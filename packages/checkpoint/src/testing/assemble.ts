import { encodeLong } from "../pickle/long.ts";
import { OP } from "../pickle/opcodes.ts";

/** A piece of a pickle: an opcode, bytes, or pieces. */
export type Piece = number | Uint8Array | readonly Piece[];

const ascii = (text: string) => new TextEncoder().encode(text);

function little(value: number | bigint, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Number((BigInt(value) >> BigInt(8 * i)) & 255n));
}

/** Pieces by what they push. */
export const p = {
  text: (text: string): Piece => [OP.BINUNICODE, little(ascii(text).length, 4), ascii(text)],
  /** A text that claims to be longer than it is. */
  claim: (op: number, length: number | bigint, width: number): Piece => [op, little(length, width)],
  int: (value: number): Piece => [OP.BININT, little(value, 4)],
  long: (value: bigint): Piece => [OP.LONG1, encodeLong(value).length, encodeLong(value)],
  global: (module: string, name: string): Piece => [OP.GLOBAL, ascii(`${module}\n${name}\n`)],
  stackGlobal: (module: string, name: string): Piece => [p.text(module), p.text(name), OP.STACK_GLOBAL],
  tuple: (...items: Piece[]): Piece => [OP.MARK, items, OP.TUPLE],
  list: (...items: Piece[]): Piece => [OP.EMPTY_LIST, OP.MARK, items, OP.APPENDS],
  dict: (...items: Piece[]): Piece => [OP.EMPTY_DICT, OP.MARK, items, OP.SETITEMS],
  call: (module: string, name: string, ...args: Piece[]): Piece => [
    p.global(module, name),
    p.tuple(...args),
    OP.REDUCE,
  ],
  put: (index: number): Piece => [OP.LONG_BINPUT, little(index, 4)],
  get: (index: number): Piece => [OP.LONG_BINGET, little(index, 4)],
  storage: (key: string, length: number, type = "FloatStorage"): Piece => [
    p.tuple(p.text("storage"), p.global("torch", type), p.text(key), p.text("cpu"), p.int(length)),
    OP.BINPERSID,
  ],
  /** An untyped storage of so many bytes. */
  storageLong: (key: string, bytes: bigint): Piece => [
    p.tuple(p.text("storage"), p.global("torch.storage", "UntypedStorage"), p.text(key), p.text("cpu"), p.long(bytes)),
    OP.BINPERSID,
  ],
  tensor: (key: string, length: number, { offset = 0, size = [length], stride = [1] } = {}): Piece =>
    p.call(
      "torch._utils",
      "_rebuild_tensor_v2",
      p.storage(key, length),
      p.int(offset),
      p.tuple(...size.map(p.int)),
      p.tuple(...stride.map(p.int)),
      OP.NEWFALSE,
      p.call("collections", "OrderedDict"),
    ),
  repeat: (count: number, piece: Piece): Piece => {
    const bytes = flat(piece);
    const all = new Uint8Array(count * bytes.length);
    for (let i = 0; i < count; i++) all.set(bytes, i * bytes.length);
    return all;
  },
};

function flat(piece: Piece): Uint8Array {
  if (piece instanceof Uint8Array) return piece;
  if (typeof piece === "number") return Uint8Array.of(piece);
  return Buffer.concat(piece.map(flat));
}

/** A whole pickle of protocol 2 or another. */
export function assemble(pieces: Piece, { protocol = 2 } = {}): Uint8Array<ArrayBuffer> {
  return new Uint8Array(flat([OP.PROTO, protocol, pieces, OP.STOP]));
}
