import { DTYPES, type DType, dtypeOfCode, FLOATS } from "../model/dtype.ts";
import { fitsType } from "../model/fits-type.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Tensor } from "../model/tensor.ts";
import { isSigned } from "../model/whole-range.ts";
import { elements } from "../shape/elements.ts";
import { MOST_AXES } from "../shape/most-axes.ts";
import { concatBytes } from "./concat-bytes.ts";
import { corrupt } from "./corrupt.ts";
import { type ExternalData, readExternalData } from "./external-data.ts";
import { bodyOf, intOf, intsOf, patternsOf, textOf } from "./field-values.ts";
import { readEntry } from "./read-entry.ts";
import { type Field, readFields } from "./read-fields.ts";
import { unsupported } from "./unsupported.ts";

/** A TensorProto and its name; raw, float and double data are views on `bytes`. */
export function readTensor(
  bytes: Uint8Array,
  externalData: ExternalData | undefined,
): { name: string; tensor: Tensor } {
  const shape: number[] = [];
  const stored = new Map<number, Field[]>();
  const external = new Map<string, string>();
  let code = 0;
  let name = "";
  let elsewhere = false;
  const unknown = readFields(bytes, (number, field) => {
    if (number === 1) for (const side of intsOf(field)) shape.push(side);
    else if (number === 2) code = intOf(field);
    else if (number === 3) throw unsupported("tensors in segments are", name);
    else if (number === 8) name = textOf(field);
    else if (number === 13) external.set(...readEntry(bodyOf(field)));
    else if (number === 14) elsewhere = intOf(field) === 1;
    else if (number >= 4 && number <= 11) {
      const before = stored.get(number);
      if (before) before.push(field);
      else stored.set(number, [field]);
    } else return false;
  });
  const dtype = dtypeOfCode(code);
  if (!dtype) throw unsupported(`tensors of data type ${code} are`, name);
  const count = elements(shape);
  const length = count * DTYPES[dtype].bytes;
  if (shape.length > MOST_AXES || shape.some((side) => side < 0) || !Number.isSafeInteger(length))
    throw corrupt("a tensor's shape is impossible", shape);
  const content = elsewhere
    ? readExternalData(external, length, externalData)
    : contentOf(dtype, shape, stored, { name, length });
  return { name, tensor: { dtype, shape, bytes: content, ...(unknown && { unknown }) } };
}

function contentOf(
  dtype: DType,
  shape: readonly number[],
  stored: ReadonlyMap<number, Field[]>,
  { name, length }: { name: string; length: number },
): Uint8Array {
  if (stored.size > 1) throw corrupt(`tensor ${name} has its values in two places`, [...stored.keys()]);
  const [number, fields] = [...stored][0] ?? [9, []];
  const allowed = number === 9 || number === typedField(dtype);
  if (!allowed) throw corrupt(`tensor ${name} of ${dtype} has its values in the place of another type`, number);
  const typed = number !== 9 && number !== 4 && number !== 10;
  const content = typed ? fromPatterns(dtype, shape, fields.flatMap(patternsOf)) : joined(fields, number);
  if (content.length !== length) {
    throw corrupt(`tensor ${name} of ${dtype} [${shape}] has ${content.length} bytes, not ${length}`, content.length);
  }
  return content;
}

/** The typed field that may hold values of a type. */
function typedField(dtype: DType): number {
  if (dtype === "float32") return 4;
  if (dtype === "float64") return 10;
  if (dtype === "int64") return 7;
  return dtype === "uint32" || dtype === "uint64" ? 11 : 5;
}

/** Fixed-width values as they lie in the file, raw or of a typed field; a view where they are one piece. */
function joined(fields: readonly Field[], number: number): Uint8Array {
  const loose = number === 4 ? 5 : number === 10 ? 1 : 2;
  const stray = fields.find(({ wire }) => wire !== 2 && wire !== loose);
  if (stray) throw corrupt("a field has another kind than its number says", stray.wire);
  if (number === 9 && fields.length > 1) throw corrupt("a tensor has raw data twice");
  return fields.length === 1 ? fields[0].bytes : concatBytes(fields.map(({ bytes }) => bytes));
}

function fromPatterns(dtype: DType, shape: readonly number[], patterns: readonly (number | bigint)[]): Uint8Array {
  // 16-bit floats stand in int32_data as bit patterns.
  const held = FLOATS.includes(dtype) ? "uint16" : dtype;
  const bits = DTYPES[dtype].bytes * 8;
  const signed = isSigned(dtype);
  const values = patterns.map((pattern) => {
    // Numbers are below 2^49 and not negative; only what is longer needs 64-bit arithmetic.
    if (typeof pattern === "number") {
      if (!fitsType(pattern, held)) throw corrupt(`a value does not fit ${dtype}`, pattern);
      return pattern;
    }
    const value = signed ? BigInt.asIntN(64, BigInt(pattern)) : BigInt(pattern);
    const fits = signed ? BigInt.asIntN(bits, value) === value : BigInt.asUintN(bits, value) === value;
    if (!fits || dtype === "bool") throw corrupt(`a value does not fit ${dtype}`, value);
    return value;
  });
  const count = elements(shape);
  if (values.length !== count) throw corrupt(`a tensor of shape [${shape}] has ${values.length} values`, values.length);
  return makeTensor(held, shape, values as number[]).bytes;
}
