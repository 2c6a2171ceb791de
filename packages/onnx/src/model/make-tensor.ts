import { TinyCatsError } from "@tiny-cats/schema/errors";
import { canBeSide } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";
import { DTYPES, type DType } from "./dtype.ts";
import { fitsType } from "./fits-type.ts";
import { numberToBrain, numberToHalf } from "./half.ts";
import type { Tensor } from "./tensor.ts";

type Write = (view: DataView, at: number, value: number) => void;

const WRITE: Readonly<Record<DType, Write>> = {
  float32: (view, at, value) => view.setFloat32(at, value, true),
  float16: (view, at, value) => view.setUint16(at, numberToHalf(value), true),
  bfloat16: (view, at, value) => view.setUint16(at, numberToBrain(value), true),
  float64: (view, at, value) => view.setFloat64(at, value, true),
  int8: (view, at, value) => view.setInt8(at, value),
  uint8: (view, at, value) => view.setUint8(at, value),
  int16: (view, at, value) => view.setInt16(at, value, true),
  uint16: (view, at, value) => view.setUint16(at, value, true),
  int32: (view, at, value) => view.setInt32(at, value, true),
  uint32: (view, at, value) => view.setUint32(at, value, true),
  int64: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
  uint64: (view, at, value) => view.setBigUint64(at, BigInt(value), true),
  bool: (view, at, value) => view.setUint8(at, value ? 1 : 0),
};

/**
 * A tensor of `values`, row-major, each rounded to the nearest `dtype` (ties to even); bigints serve for 64-bit types.
 *
 * Throws `wrong-tensor-size` unless there are product(shape) values, `wrong-tensor-value` for what a whole-number type can't hold.
 */
export function makeTensor(
  dtype: DType,
  shape: readonly number[],
  values: ArrayLike<number> | ArrayLike<bigint>,
): Tensor {
  const count = elements(shape);
  if (values.length !== count || !shape.every(canBeSide)) {
    throw new TinyCatsError("wrong-tensor-size", `a tensor of shape [${shape}] has ${values.length} values`, {
      value: values.length,
      remedy: "give as many values as the sides, whole numbers from 0 on, multiply to.",
    });
  }
  const size = DTYPES[dtype].bytes;
  const bytes = new Uint8Array(count * size);
  const view = new DataView(bytes.buffer);
  const write = WRITE[dtype];
  for (let i = 0; i < count; i++) {
    const value = values[i];
    // Beyond 2^53 a bigint must not pass through a number.
    if (typeof value === "bigint" && size === 8 && dtype !== "float64")
      view.setBigUint64(i * 8, BigInt.asUintN(64, value), true);
    else {
      if (!fitsType(Number(value), dtype)) throw wrongValue(dtype, value);
      write(view, i * size, Number(value));
    }
  }
  return { dtype, shape: [...shape], bytes };
}

function wrongValue(dtype: DType, value: number | bigint): TinyCatsError {
  return new TinyCatsError("wrong-tensor-value", `${value} is no ${dtype}`, {
    value,
    remedy: "round or clamp it, or use another type.",
  });
}
