import { DTYPES, type DType } from "./dtype.ts";
import { brainToNumber, halfToNumber } from "./half.ts";
import type { Tensor } from "./tensor.ts";

type Read = (view: DataView, at: number) => number;

const READ: Readonly<Record<DType, Read>> = {
  float32: (view, at) => view.getFloat32(at, true),
  float16: (view, at) => halfToNumber(view.getUint16(at, true)),
  bfloat16: (view, at) => brainToNumber(view.getUint16(at, true)),
  float64: (view, at) => view.getFloat64(at, true),
  int8: (view, at) => view.getInt8(at),
  uint8: (view, at) => view.getUint8(at),
  int16: (view, at) => view.getInt16(at, true),
  uint16: (view, at) => view.getUint16(at, true),
  int32: (view, at) => view.getInt32(at, true),
  uint32: (view, at) => view.getUint32(at, true),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
  uint64: (view, at) => Number(view.getBigUint64(at, true)),
  bool: (view, at) => (view.getUint8(at) ? 1 : 0),
};

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** A tensor's elements as float64: exact but for whole numbers beyond 2^53, which are rounded; bool is 0 or 1. */
export function tensorValues({ dtype, bytes }: Tensor): Float64Array {
  if (dtype === "float32" && LITTLE_ENDIAN) return float32Values(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = DTYPES[dtype].bytes;
  const read = READ[dtype];
  const values = new Float64Array(Math.floor(bytes.byteLength / size));
  for (let i = 0; i < values.length; i++) values[i] = read(view, i * size);
  return values;
}

/** Most weights are float32: their engine's own conversion is several times faster than a reader's call for each. */
function float32Values(bytes: Uint8Array): Float64Array {
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Float64Array(new Float32Array(whole.buffer, whole.byteOffset, whole.byteLength >> 2));
}
