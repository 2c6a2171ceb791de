import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Model } from "../model/model.ts";
import { concatBytes } from "./concat-bytes.ts";
import { writeModelChunks } from "./write-model-chunks.ts";

/** What protobuf readers accept as one message. */
const LARGEST = 2 ** 31 - 1;

/**
 * Encodes a model as one ONNX file. The same model gives the same bytes.
 *
 * Throws `onnx-too-large` over 2 GB.
 */
export function writeModel(model: Model): Uint8Array<ArrayBuffer> {
  const { size, chunks } = writeModelChunks(model).model;
  if (size > LARGEST) {
    throw new TinyCatsError("onnx-too-large", `the model is ${size} bytes, and a single file holds ${LARGEST}`, {
      value: size,
      remedy: "use writeModelChunks with `external`, which puts the weights into a file of their own.",
    });
  }
  return concatBytes(chunks);
}
