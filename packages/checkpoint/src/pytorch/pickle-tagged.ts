import { DTYPE_NAMES, DTYPES } from "../dtype/dtypes.ts";
import { unwritableValue } from "../errors.ts";
import { OP } from "../pickle/opcodes.ts";
import type { PickleWriter } from "../pickle/pickle-writer.ts";
import type { PyTagged } from "../pickle/py-value.ts";

/** Writes a value that JavaScript has no word for; what torch.load(weights_only=True) does not take is refused. */
export function writeTagged(value: PyTagged, out: PickleWriter): void {
  switch (value.kind) {
    case "float":
      out.float(value.value);
      return;
    case "bytearray":
      out.global("__builtin__", "bytearray");
      writeBytes(value.bytes, out);
      out.op(OP.TUPLE1, OP.REDUCE);
      return;
    case "complex":
      out.global("__builtin__", "complex");
      out.float(value.re);
      out.float(value.im);
      out.op(OP.TUPLE2, OP.REDUCE);
      return;
    case "size":
      out.global("torch", "Size");
      out.op(OP.MARK);
      for (const side of value.sides) out.integer(side);
      out.op(OP.TUPLE, OP.TUPLE1, OP.REDUCE);
      return;
    case "dtype":
      if (!DTYPE_NAMES.some((dtype) => DTYPES[dtype].torch === value.name)) break;
      out.global("torch", value.name);
      return;
    case "device":
      out.global("torch", "device");
      out.text(value.type);
      if (value.index !== null) out.integer(value.index);
      out.op(value.index === null ? OP.TUPLE1 : OP.TUPLE2, OP.REDUCE);
      return;
    case "layout":
      out.global("torch.serialization", "_get_layout");
      out.text(`torch.${value.name}`);
      out.op(OP.TUPLE1, OP.REDUCE);
      return;
  }
  throw unwritableValue(`torch.load(weights_only=True) refuses a ${value.kind}`, value.kind);
}

/** Protocol 2 has no bytes: they go as a text of Latin-1 letters. */
export function writeBytes(bytes: Uint8Array, out: PickleWriter): void {
  out.global("_codecs", "encode");
  out.text(new TextDecoder("utf-16le").decode(Uint16Array.from(bytes)));
  out.text("latin1");
  out.op(OP.TUPLE2, OP.REDUCE);
}
