import { DTYPES } from "../model/dtype.ts";
import type { Tensor } from "../model/tensor.ts";
import { addBytes, addInt, addMessage, addText, append, emptyMessage, type Message, varint } from "./message.ts";

/** Where a tensor's bytes are to lie outside the model. */
export interface ExternalPlace {
  readonly location: string;
  readonly offset: number;
}

/** A TensorProto; values are always raw data, or in another file. */
export function encodeTensor(tensor: Tensor, name = tensor.name, place?: ExternalPlace): Message {
  const message = emptyMessage();
  if (tensor.shape.length > 0) addBytes(message, 1, Uint8Array.from(tensor.shape.flatMap(varint)));
  addInt(message, 2, DTYPES[tensor.dtype].code);
  if (name !== undefined) addText(message, 8, name);
  if (place) {
    addMessage(message, 13, encodeEntry("location", place.location));
    addMessage(message, 13, encodeEntry("offset", String(place.offset)));
    addMessage(message, 13, encodeEntry("length", String(tensor.bytes.length)));
    addInt(message, 14, 1);
  } else addBytes(message, 9, tensor.bytes);
  if (tensor.unknown) append(message, tensor.unknown);
  return message;
}

/** A StringStringEntryProto. */
export function encodeEntry(key: string, value: string): Message {
  const message = emptyMessage();
  addText(message, 1, key);
  addText(message, 2, value);
  return message;
}
