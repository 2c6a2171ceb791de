import { dtypeOfCode } from "../model/dtype.ts";
import type { ValueInfo, ValueType } from "../model/model.ts";
import type { Dim } from "../shape/dim.ts";
import { MOST_AXES } from "../shape/most-axes.ts";
import { carried } from "./carried.ts";
import { corrupt } from "./corrupt.ts";
import { bodyOf, intOf, textOf } from "./field-values.ts";
import { readFields } from "./read-fields.ts";
import { unsupported } from "./unsupported.ts";

/** A ValueInfoProto. Throws `unsupported-onnx` for values that are no tensors, and for what would be lost in writing it again. */
export function readValueInfo(bytes: Uint8Array): ValueInfo {
  let name = "";
  let doc: string | undefined;
  let type: ValueType | undefined;
  const unknown = readFields(bytes, (number, field) => {
    if (number === 1) name = textOf(field);
    else if (number === 2) type = readType(bodyOf(field), name);
    else if (number === 3) doc = textOf(field);
    else return false;
  });
  if (!type) throw corrupt(`value ${name} has no type`, name);
  return { name, type, ...carried(doc, unknown) };
}

function readType(bytes: Uint8Array, name: string): ValueType {
  let type: ValueType | undefined;
  readFields(bytes, (number, field) => {
    if (number !== 1) throw unsupported("values other than plain tensors are", name);
    type = readTensorType(bodyOf(field), name);
  });
  if (!type) throw corrupt(`value ${name} has no type`, name);
  return type;
}

function readTensorType(bytes: Uint8Array, name: string): ValueType {
  let code = 0;
  let shape: Dim[] | undefined;
  const unknown = readFields(bytes, (number, field) => {
    if (number === 1) code = intOf(field);
    else if (number === 2) shape = readShape(bodyOf(field), name);
    else return false;
  });
  const dtype = dtypeOfCode(code);
  if (!dtype || unknown) throw unsupported(`values of data type ${code} are`, name);
  return { dtype, ...(shape && { shape }) };
}

function readShape(bytes: Uint8Array, name: string): Dim[] {
  const shape: Dim[] = [];
  readFields(bytes, (number, field) => {
    if (number !== 1) throw unsupported("unknown fields of a shape are", name);
    let dim: Dim = null;
    readFields(bodyOf(field), (part, value) => {
      if (part === 1) dim = intOf(value);
      else if (part === 2) dim = textOf(value) || null;
      else if (part !== 3) throw unsupported("unknown fields of a dimension are", name);
      else throw unsupported("denotations of dimensions are", name);
    });
    if (typeof dim === "number" && dim < 0) throw corrupt(`value ${name} has a negative side`, dim);
    shape.push(dim);
    if (shape.length > MOST_AXES) throw corrupt(`value ${name} has more than ${MOST_AXES} axes`, name);
  });
  return shape;
}
