import type { Graph, Model } from "../model/model.ts";
import { carried } from "./carried.ts";
import { corrupt } from "./corrupt.ts";
import type { ExternalData } from "./external-data.ts";
import { bodyOf, intOf, textOf } from "./field-values.ts";
import { readEntry } from "./read-entry.ts";
import { readFields } from "./read-fields.ts";
import { ownDomain, readGraph } from "./read-graph.ts";
import { unsupported } from "./unsupported.ts";

/** How a model is read. */
export interface ReadModelOptions {
  /** Reads weights that lie in files beside the model. */
  readonly externalData?: ExternalData;
}

/**
 * Reads an ONNX file (protobuf ModelProto, onnx.proto3 of ONNX 1.23). Weights are views on `bytes`, not copies, where the file holds them
 * raw; fields that this package does not know are kept and written again.
 *
 * Throws `corrupt-onnx`; `unsupported-onnx` for subgraphs, functions, sparse and text tensors, types below 8 bits;
 * `external-data-missing`, `unsafe-external-data`.
 */
export function readModel(bytes: Uint8Array, { externalData }: ReadModelOptions = {}): Model {
  const opsets = new Map<string, number>();
  const metadata = new Map<string, string>();
  const producer = { name: "", version: "" };
  let irVersion = 0;
  let domain = "";
  let modelVersion = 0;
  let doc: string | undefined;
  let graph: Graph | undefined;
  // A Buffer would make every view a Buffer.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unknown = readFields(plain, (number, field) => {
    if (number === 1) irVersion = intOf(field);
    else if (number === 2) producer.name = textOf(field);
    else if (number === 3) producer.version = textOf(field);
    else if (number === 4) domain = textOf(field);
    else if (number === 5) modelVersion = intOf(field);
    else if (number === 6) doc = textOf(field);
    else if (number === 7) {
      if (graph) throw corrupt("it has two graphs");
      graph = readGraph(bodyOf(field), externalData);
    } else if (number === 8) addOnce(opsets, ...readOpset(bodyOf(field)));
    else if (number === 14) addOnce(metadata, ...readEntry(bodyOf(field)));
    else if (number === 20) throw unsupported("training information in a model is", number);
    else if (number === 25) throw unsupported("functions of a model's own are", number);
    else return false;
  });
  if (!graph) throw corrupt("it has no graph");
  if (irVersion === 0) throw corrupt("it has no IR version");
  if (!opsets.has("")) throw corrupt("it does not name its opset");
  return {
    irVersion,
    opsets,
    producer,
    domain,
    modelVersion,
    metadata,
    graph,
    ...carried(doc, unknown),
  };
}

function readOpset(bytes: Uint8Array): [string, number] {
  let domain = "";
  let version = 0;
  readFields(bytes, (number, field) => {
    if (number === 1) domain = ownDomain(textOf(field));
    else if (number === 2) version = intOf(field);
    else throw unsupported("unknown fields of an opset are", number);
  });
  return [domain, version];
}

function addOnce<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.has(key)) throw corrupt(`it says two things of ${JSON.stringify(key)}`, key);
  map.set(key, value);
}
