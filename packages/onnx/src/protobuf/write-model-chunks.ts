import type { Model } from "../model/model.ts";
import { concatBytes } from "./concat-bytes.ts";
import { encodeGraph } from "./encode-graph.ts";
import { type ExternalPlace, encodeEntry } from "./encode-tensor.ts";
import { checkLocation } from "./external-data.ts";
import { addInt, addMessage, addText, append, emptyMessage, type Message } from "./message.ts";

/** Weights in a file of their own. */
export interface ExternalOptions {
  /** That file, relative to the model's folder. */
  readonly location: string;
  /** Weights of fewer bytes stay in the model; 1024 unless told. */
  readonly threshold?: number;
}

/** A file in pieces: concatenated in order, they are `size` bytes. Weights of 4 KiB and more are among them as the model's own arrays. */
export interface FileChunks {
  readonly size: number;
  readonly chunks: readonly Uint8Array[];
}

/** Systems map files into memory by pages; a weight that begins on one can be used where it lies. */
const PAGE = 4096;
const ZEROS = new Uint8Array(PAGE);

/**
 * Encodes a model (and, with `external`, its weights file) as chunks to be written one after the other, without copying weights of
 * 4 KiB and more: the way to write models over 2 GB. The same model gives the same bytes.
 *
 * Throws `unsafe-external-data`.
 */
export function writeModelChunks(
  model: Model,
  { external }: { external?: ExternalOptions } = {},
): { model: FileChunks; external?: FileChunks } {
  const places = new Map<string, ExternalPlace>();
  const weights = emptyMessage();
  if (external) {
    const { threshold = 1024 } = external;
    const location = checkLocation(external.location);
    for (const [name, { bytes }] of model.graph.initializers) {
      if (bytes.length < threshold) continue;
      append(weights, ZEROS.subarray(0, (PAGE - (weights.size % PAGE)) % PAGE));
      places.set(name, { location, offset: weights.size });
      append(weights, bytes);
    }
  }
  const file = compact(encodeModel(model, places));
  return external ? { model: file, external: weights } : { model: file };
}

function encodeModel(model: Model, places: ReadonlyMap<string, ExternalPlace>): Message {
  const message = emptyMessage();
  addInt(message, 1, model.irVersion);
  if (model.producer.name) addText(message, 2, model.producer.name);
  if (model.producer.version) addText(message, 3, model.producer.version);
  if (model.domain) addText(message, 4, model.domain);
  if (model.modelVersion) addInt(message, 5, model.modelVersion);
  if (model.doc !== undefined) addText(message, 6, model.doc);
  addMessage(message, 7, encodeGraph(model.graph, places));
  for (const [key, value] of model.metadata) addMessage(message, 14, encodeEntry(key, value));
  if (model.unknown) append(message, model.unknown);
  // ONNX's own opset comes last: a file cut short anywhere lacks it, and is refused.
  const opsets = [...model.opsets].sort(([a], [b]) => Number(a === "") - Number(b === ""));
  for (const [domain, version] of opsets) {
    const opset = emptyMessage();
    addText(opset, 1, domain);
    addInt(opset, 2, version);
    addMessage(message, 8, opset);
  }
  return message;
}

/** Joins runs of small chunks, so that a file is not written a few bytes at a time. */
function compact({ chunks, size }: Message): FileChunks {
  const joined: Uint8Array[] = [];
  let run: Uint8Array[] = [];
  let length = 0;
  const close = () => {
    if (length === 0) return;
    joined.push(concatBytes(run));
    run = [];
    length = 0;
  };
  for (const chunk of chunks) {
    if (chunk.length >= PAGE) {
      close();
      joined.push(chunk);
    } else {
      run.push(chunk);
      length += chunk.length;
      if (length >= 16 * PAGE) close();
    }
  }
  close();
  return { size, chunks: joined };
}
