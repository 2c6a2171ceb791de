import { DTYPES, type Dtype } from "../dtype/dtypes.ts";
import { toElements } from "../dtype/to-elements.ts";
import { toFloat64 } from "../dtype/to-float.ts";
import { corruptPickle, unsupportedDtype, unsupportedTensor } from "../errors.ts";
import { OBJECTS_OF_TENSOR } from "../limits.ts";
import { gather } from "../tensor/gather.ts";
import { elementCount } from "../tensor/layout.ts";
import { asCounts, asText, isKind } from "./arguments.ts";
import type { Callable, Machine, NumpyDtype, RawArray, StackValue } from "./machine.ts";
import type { PyValue } from "./py-value.ts";

const CODES: Readonly<Record<string, Dtype>> = {
  f8: "f64",
  f4: "f32",
  f2: "f16",
  i8: "i64",
  i4: "i32",
  i2: "i16",
  i1: "i8",
  u8: "u64",
  u4: "u32",
  u2: "u16",
  u1: "u8",
  b1: "bool",
  c8: "c64",
  c16: "c128",
};

const dtype: Callable = ([code]) => {
  const name = asText(code, "a numpy dtype").replace(/^[<|=]/, "");
  if (!Object.hasOwn(CODES, name)) throw unsupportedDtype(name, "numpy data");
  return { kind: "numpy-dtype", code: name, order: "<" };
};

/** A scalar of numpy is a plain number: nothing but its width is lost. */
const scalar: Callable = ([type, bytes], machine) => {
  const known = numericDtype(type);
  if (!(bytes instanceof Uint8Array) || bytes.length !== DTYPES[known].bytes) {
    throw corruptPickle("a numpy scalar has the wrong number of bytes");
  }
  return plainScalar(bytes, known, machine);
};

const reconstruct: Callable = () => ({ kind: "raw-array" });

const fromBuffer: Callable = ([buffer, type, shape, order], machine) => {
  const array: RawArray = { kind: "raw-array" };
  const bytes = isKind(buffer, "bytearray") ? buffer.bytes : buffer;
  fill(array, { shape, type, fortran: order === "F", bytes }, machine);
  return array;
};

/** numpy's functions by module and name; numpy 2 moved its modules. */
export const NUMPY_GLOBALS: Readonly<Record<string, Callable>> = {
  "numpy.dtype": dtype,
  ...Object.fromEntries(
    ["core", "_core"].flatMap((core) => [
      [`numpy.${core}.multiarray.scalar`, scalar],
      [`numpy.${core}.multiarray._reconstruct`, reconstruct],
      [`numpy.${core}.numeric._frombuffer`, fromBuffer],
    ]),
  ),
};

/** BUILD on a numpy dtype: (version, byte order, ...). */
export function buildNumpyDtype(target: NumpyDtype, state: StackValue): void {
  const order = Array.isArray(state) ? state[1] : undefined;
  if (order !== "<" && order !== "|" && order !== ">") throw corruptPickle("a numpy dtype has no byte order");
  target.order = order;
}

/** BUILD on a numpy array: (version, shape, dtype, Fortran order, bytes). */
export function buildArray(target: RawArray, state: StackValue, machine: Machine): void {
  if (!Array.isArray(state) || state.length !== 5) throw corruptPickle("a numpy array has no content");
  const [, shape, type, fortran, bytes] = state;
  fill(target, { shape, type, fortran: fortran === true, bytes }, machine);
}

function numericDtype(type: StackValue): Dtype {
  if (!isKind(type, "numpy-dtype")) throw corruptPickle("numpy data has no dtype");
  if (type.order === ">") throw unsupportedTensor("a big-endian numpy array");
  return CODES[type.code];
}

interface Content {
  shape: StackValue;
  type: StackValue;
  fortran: boolean;
  bytes: StackValue;
}

function fill(target: RawArray, { shape, type, fortran, bytes }: Content, machine: Machine): void {
  const known = numericDtype(type);
  const sides = asCounts(shape, "the shape of a numpy array");
  const size = DTYPES[known].bytes;
  if (sides.some((side) => side < 0)) throw corruptPickle("a numpy array has an impossible shape");
  if (!(bytes instanceof Uint8Array) || bytes.length !== elementCount(sides) * size) {
    throw corruptPickle("a numpy array has the wrong number of bytes");
  }
  machine.count(OBJECTS_OF_TENSOR);
  machine.countBytes(bytes.length);
  // A copy: aligned, and not the pickle's memory.
  let content = bytes.slice() as Uint8Array<ArrayBuffer>;
  if (fortran) {
    const strides = sides.map((_, i) => sides.slice(0, i).reduce((step, side) => step * side, 1));
    content = gather({ bytes: content, size, shape: sides, strides }, 0, content.length / size);
  }
  Object.assign(target, { kind: "ndarray", dtype: known, shape: sides, data: toElements(content, known) });
}

function plainScalar(bytes: Uint8Array, known: Dtype, machine: Machine): PyValue {
  const view = new DataView(bytes.slice().buffer);
  if (known === "c64") return { kind: "complex", re: view.getFloat32(0, true), im: view.getFloat32(4, true) };
  if (known === "c128") return { kind: "complex", re: view.getFloat64(0, true), im: view.getFloat64(8, true) };
  if (known === "bool") return view.getUint8(0) !== 0;
  if (known === "i64" || known === "u64") {
    const whole = known === "i64" ? view.getBigInt64(0, true) : view.getBigUint64(0, true);
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
  }
  const [value] = toFloat64(toElements(bytes.slice(), known), known);
  return /^b?f/.test(known) ? machine.float(value) : value;
}
