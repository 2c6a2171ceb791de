import { varint } from "../protobuf/message.ts";
import { readVarint } from "../protobuf/read-varint.ts";
import type { choices } from "./choices.ts";

/** A field of a message: its number, its kind, and its content, as fields where it reads as a message. */
interface Piece {
  readonly number: number;
  readonly wire: number;
  readonly body: Uint8Array | Piece[];
}

type Choices = Pick<ReturnType<typeof choices>, "below" | "pick">;

/** A message as pieces, or undefined where the bytes are none. */
function parse(bytes: Uint8Array, depth = 0): Piece[] | undefined {
  const pieces: Piece[] = [];
  const cursor = { bytes, at: 0, end: bytes.length };
  try {
    while (cursor.at < bytes.length) {
      const tag = Number(readVarint(cursor));
      const from = cursor.at;
      const wire = tag % 8;
      if (wire === 0) readVarint(cursor);
      const length =
        wire === 2 ? Number(readVarint(cursor)) : wire === 1 ? 8 : wire === 5 ? 4 : wire === 0 ? 0 : Number.NaN;
      const start = wire === 0 ? from : cursor.at;
      if (wire !== 0) cursor.at += length;
      if (!(cursor.at <= bytes.length) || tag < 8 || tag > 256) return undefined;
      const body = bytes.subarray(start, cursor.at);
      const inner = wire === 2 && body.length > 0 && depth < 6 ? parse(body, depth + 1) : undefined;
      pieces.push({ number: Math.floor(tag / 8), wire, body: inner ?? body });
    }
  } catch {
    return undefined;
  }
  return pieces;
}

function encode(pieces: readonly Piece[]): Uint8Array {
  return Buffer.concat(
    pieces.flatMap(({ number, wire, body }) => {
      const bytes = body instanceof Uint8Array ? body : encode(body);
      const head = [...varint(number * 8 + wire), ...(wire === 2 ? varint(bytes.length) : [])];
      return [Uint8Array.from(head), bytes];
    }),
  );
}

/** Every list of fields in a message, its own first. */
function lists(pieces: Piece[]): Piece[][] {
  return [pieces, ...pieces.flatMap(({ body }) => (body instanceof Uint8Array ? [] : lists(body)))];
}

const NUMBERS = [0, 1, 2, 3, 7, 16, 127, 255, 2 ** 16, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, -1, -2, -(2 ** 31)];

/**
 * A valid file with one to three faults that know its fields, whose lengths are right again afterwards: numbers changed, bytes flipped,
 * fields removed, doubled, exchanged, called another; now and then the file is cut or a byte flipped anywhere.
 */
export function mutateModel(bytes: Uint8Array, { below, pick }: Choices): Uint8Array {
  const kind = below(16);
  if (kind === 0) return bytes.subarray(0, below(bytes.length));
  if (kind === 1) return flip(bytes, { below, pick });
  const pieces = parse(bytes)!;
  const count = 1 + below(3);
  for (let i = 0; i < count; i++) mutateOnce(pieces, { below, pick });
  return encode(pieces);
}

function flip(bytes: Uint8Array, { below }: Choices): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  if (flipped.length > 0) flipped[below(flipped.length)] ^= 1 << below(8);
  return flipped;
}

function mutateOnce(pieces: Piece[], { below, pick }: Choices): void {
  const all = lists(pieces).filter((list) => list.length > 0);
  if (all.length === 0) return;
  const list = pick(all);
  const at = below(list.length);
  const piece = list[at];
  const other = pick(pick(all));
  const kind = below(8);
  if (kind === 0) list.splice(at, 1);
  else if (kind === 1) list.splice(below(list.length + 1), 0, structuredClone(piece));
  else if (kind === 2) list[at] = structuredClone(other);
  else if (kind === 3) list[at] = { ...piece, number: 1 + below(26) };
  else if (kind === 4) list[at] = { ...structuredClone(other), number: piece.number };
  else if (piece.wire === 0) list[at] = { ...piece, body: Uint8Array.from(varint(pick(NUMBERS))) };
  else if (piece.body instanceof Uint8Array) {
    const bytes = kind === 5 ? piece.body.subarray(0, below(piece.body.length + 1)) : flip(piece.body, { below, pick });
    list[at] = { ...piece, body: piece.wire === 2 ? bytes : flip(piece.body, { below, pick }) };
  }
}
