import type { Attribute, Graph, Node, ValueInfo } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { carried } from "./carried.ts";
import { corrupt } from "./corrupt.ts";
import type { ExternalData } from "./external-data.ts";
import { bodyOf, textOf } from "./field-values.ts";
import { readAttribute } from "./read-attribute.ts";
import { readFields } from "./read-fields.ts";
import { readTensor } from "./read-tensor.ts";
import { readValueInfo } from "./read-value-info.ts";
import { unsupported } from "./unsupported.ts";

/** A GraphProto. */
export function readGraph(bytes: Uint8Array, externalData: ExternalData | undefined): Graph {
  const nodes: Node[] = [];
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  const values: ValueInfo[] = [];
  const initializers = new Map<string, Tensor>();
  let name = "";
  let doc: string | undefined;
  const unknown = readFields(bytes, (number, field) => {
    if (number === 1) nodes.push(readNode(bodyOf(field), externalData));
    else if (number === 2) name = textOf(field);
    else if (number === 5) {
      const read = readTensor(bodyOf(field), externalData);
      if (initializers.has(read.name)) throw corrupt(`two weights are called ${JSON.stringify(read.name)}`, read.name);
      initializers.set(read.name, read.tensor);
    } else if (number === 10) doc = textOf(field);
    else if (number === 11) inputs.push(readValueInfo(bodyOf(field)));
    else if (number === 12) outputs.push(readValueInfo(bodyOf(field)));
    else if (number === 13) values.push(readValueInfo(bodyOf(field)));
    else if (number === 15) throw unsupported("sparse weights are", name);
    else return false;
  });
  return {
    name,
    nodes,
    inputs,
    outputs,
    values,
    initializers,
    ...carried(doc, unknown),
  };
}

function readNode(bytes: Uint8Array, externalData: ExternalData | undefined): Node {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
  let name = "";
  let op = "";
  let domain = "";
  let doc: string | undefined;
  const unknown = readFields(bytes, (number, field) => {
    if (number === 1) inputs.push(textOf(field));
    else if (number === 2) outputs.push(textOf(field));
    else if (number === 3) name = textOf(field);
    else if (number === 4) op = textOf(field);
    else if (number === 5) {
      const [key, attribute] = readAttribute(bodyOf(field), externalData);
      if (attributes.has(key)) throw corrupt(`node ${name} has attribute ${key} twice`, key);
      attributes.set(key, attribute);
    } else if (number === 6) doc = textOf(field);
    else if (number === 7) domain = ownDomain(textOf(field));
    else return false;
  });
  return {
    op,
    domain,
    name,
    inputs,
    outputs,
    attributes,
    ...carried(doc, unknown),
  };
}

/** "ai.onnx" is another spelling of the empty domain. */
export function ownDomain(domain: string): string {
  return domain === "ai.onnx" ? "" : domain;
}
