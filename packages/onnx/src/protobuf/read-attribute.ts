import type { Attribute } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { corrupt } from "./corrupt.ts";
import type { ExternalData } from "./external-data.ts";
import { bodyOf, floatsOf, intOf, intsOf, textOf } from "./field-values.ts";
import { readFields } from "./read-fields.ts";
import { readTensor } from "./read-tensor.ts";
import { unsupported } from "./unsupported.ts";

/** AttributeProto.AttributeType's numbers and the fields that hold them. */
const TYPES = { 1: "float", 2: "int", 3: "string", 4: "tensor", 6: "floats", 7: "ints", 8: "strings" } as const;

/** An AttributeProto as [name, value]. Throws `unsupported-onnx` for subgraphs, types and sparse tensors. */
export function readAttribute(bytes: Uint8Array, externalData: ExternalData | undefined): [string, Attribute] {
  let name = "";
  let type = 0;
  let float = 0;
  let int = 0;
  let string = "";
  let tensor: Tensor | undefined;
  const floats: number[] = [];
  const ints: number[] = [];
  const strings: string[] = [];
  readFields(bytes, (number, field) => {
    if (number === 1) name = textOf(field);
    else if (number === 2) float = one(floatsOf(field));
    else if (number === 3) int = intOf(field);
    else if (number === 4) string = textOf(field);
    else if (number === 5) {
      const read = readTensor(bodyOf(field), externalData);
      tensor = read.name ? { ...read.tensor, name: read.name } : read.tensor;
    } else if (number === 7) for (const value of floatsOf(field)) floats.push(value);
    else if (number === 8) for (const value of intsOf(field)) ints.push(value);
    else if (number === 9) strings.push(textOf(field));
    else if (number === 20) type = intOf(field);
    // A doc_string that says nothing is written by some exporters.
    else if (number !== 13 || textOf(field) !== "") throw unsupported(`field ${number} of attribute ${name} is`, name);
  });
  const kind = TYPES[type as keyof typeof TYPES];
  if (!kind) throw unsupported(`attribute ${name} of type ${type} is`, type);
  if (kind === "tensor" && !tensor) throw corrupt(`attribute ${name} lacks its tensor`, name);
  const value = { float, int, string, tensor, floats, ints, strings }[kind];
  return [name, { type: kind, value } as Attribute];
}

function one(values: readonly number[]): number {
  if (values.length !== 1) throw corrupt("a float32 is cut short", values.length);
  return values[0];
}
