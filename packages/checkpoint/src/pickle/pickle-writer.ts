import { unwritableValue } from "../errors.ts";
import { byteWriter } from "./byte-writer.ts";
import { encodeLong } from "./long.ts";
import { OP } from "./opcodes.ts";

/** Writes the opcodes of protocol 2 that torch.load(weights_only=True) reads. */
export interface PickleWriter {
  op(...codes: number[]): void;
  integer(value: number | bigint): void;
  float(value: number): void;
  /** A text; the second time it is recalled. */
  text(value: string): void;
  /** A name; the second time it is recalled. */
  global(module: string, name: string): void;
  /** Stores the value on top under `identity`, for recall(). */
  remember(identity: unknown): void;
  /** Recalls a stored value; false where there is none. */
  recall(identity: unknown): boolean;
  done(): Uint8Array<ArrayBuffer>;
}

const MAX_LONG = 255;

export function pickleWriter(): PickleWriter {
  const out = byteWriter();
  const memo = new Map<unknown, number>();
  out.bytes(OP.PROTO, 2);

  function remember(identity: unknown): void {
    const index = memo.size;
    memo.set(identity, index);
    if (index < 256) out.bytes(OP.BINPUT, index);
    else {
      out.bytes(OP.LONG_BINPUT);
      out.u32(index);
    }
  }

  function recall(identity: unknown): boolean {
    const index = memo.get(identity);
    if (index === undefined) return false;
    if (index < 256) out.bytes(OP.BINGET, index);
    else {
      out.bytes(OP.LONG_BINGET);
      out.u32(index);
    }
    return true;
  }

  function long(value: bigint): void {
    const bytes = encodeLong(value);
    if (bytes.length > MAX_LONG) throw unwritableValue(`a whole number of ${bytes.length} bytes is too long`);
    out.bytes(OP.LONG1, bytes.length);
    out.append(bytes);
  }

  return {
    op: out.bytes,
    remember,
    recall,
    done: out.done,
    integer(value) {
      if (typeof value === "bigint") long(value);
      else if (value >= 0 && value < 256) out.bytes(OP.BININT1, value);
      else if (value >= -(2 ** 31) && value < 2 ** 31) {
        out.bytes(OP.BININT);
        out.u32(value);
      } else long(BigInt(value));
    },
    float(value) {
      out.bytes(OP.BINFLOAT);
      out.f64be(value);
    },
    text(value) {
      if (recall(`t${value}`)) return;
      if (/\p{Surrogate}/u.test(value)) throw unwritableValue("a text has half a surrogate pair", value);
      const bytes = new TextEncoder().encode(value);
      out.bytes(OP.BINUNICODE);
      out.u32(bytes.length);
      out.append(bytes);
      remember(`t${value}`);
    },
    global(module, name) {
      if (recall(`g${module} ${name}`)) return;
      out.bytes(OP.GLOBAL);
      out.append(new TextEncoder().encode(`${module}\n${name}\n`));
      remember(`g${module} ${name}`);
    },
  };
}
