import { DTYPES } from "../model/dtype.ts";
import type { Attribute, Carried, Graph, Node, ValueInfo, ValueType } from "../model/model.ts";
import { type ExternalPlace, encodeTensor } from "./encode-tensor.ts";
import {
  addBytes,
  addFloat,
  addInt,
  addMessage,
  addText,
  append,
  emptyMessage,
  floatBytes,
  type Message,
  varint,
} from "./message.ts";

/** A GraphProto; weights named in `places` are left to another file. */
export function encodeGraph(graph: Graph, places: ReadonlyMap<string, ExternalPlace>): Message {
  const message = emptyMessage();
  for (const node of graph.nodes) addMessage(message, 1, encodeNode(node));
  addText(message, 2, graph.name);
  for (const [name, tensor] of graph.initializers) addMessage(message, 5, encodeTensor(tensor, name, places.get(name)));
  if (graph.doc !== undefined) addText(message, 10, graph.doc);
  for (const value of graph.inputs) addMessage(message, 11, encodeValueInfo(value));
  for (const value of graph.outputs) addMessage(message, 12, encodeValueInfo(value));
  for (const value of graph.values) addMessage(message, 13, encodeValueInfo(value));
  return closed(message, graph);
}

function encodeNode(node: Node): Message {
  const message = emptyMessage();
  for (const input of node.inputs) addText(message, 1, input);
  for (const output of node.outputs) addText(message, 2, output);
  if (node.name) addText(message, 3, node.name);
  addText(message, 4, node.op);
  for (const [name, attribute] of node.attributes) addMessage(message, 5, encodeAttribute(name, attribute));
  if (node.doc !== undefined) addText(message, 6, node.doc);
  if (node.domain) addText(message, 7, node.domain);
  return closed(message, node);
}

function encodeAttribute(name: string, attribute: Attribute): Message {
  const message = emptyMessage();
  addText(message, 1, name);
  const { type, value } = attribute;
  if (type === "float") addFloat(message, 2, value);
  else if (type === "int") addInt(message, 3, value);
  else if (type === "string") addText(message, 4, value);
  else if (type === "tensor") addMessage(message, 5, encodeTensor(value));
  else if (type === "floats") addBytes(message, 7, floatBytes(value));
  else if (type === "ints") addBytes(message, 8, Uint8Array.from(value.flatMap(varint)));
  else for (const text of value) addText(message, 9, text);
  addInt(message, 20, TYPE_NUMBERS[type]);
  return message;
}

const TYPE_NUMBERS = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 } as const;

function encodeValueInfo(value: ValueInfo): Message {
  const type = emptyMessage();
  addMessage(type, 1, encodeTensorType(value.type));
  const message = emptyMessage();
  addText(message, 1, value.name);
  addMessage(message, 2, type);
  if (value.doc !== undefined) addText(message, 3, value.doc);
  return closed(message, value);
}

function encodeTensorType({ dtype, shape }: ValueType): Message {
  const message = emptyMessage();
  addInt(message, 1, DTYPES[dtype].code);
  if (!shape) return message;
  const sides = emptyMessage();
  for (const dim of shape) {
    const side = emptyMessage();
    if (typeof dim === "number") addInt(side, 1, dim);
    else if (dim !== null) addText(side, 2, dim);
    addMessage(sides, 1, side);
  }
  addMessage(message, 2, sides);
  return message;
}

function closed(message: Message, { unknown }: Carried): Message {
  if (unknown) append(message, unknown);
  return message;
}
