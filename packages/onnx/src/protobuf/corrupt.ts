import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The error for bytes that are no ONNX model, or not all of one. */
export function corrupt(what: string, value?: unknown): TinyCatsError {
  return new TinyCatsError("corrupt-onnx", `this is no whole ONNX model: ${what}`, {
    value,
    remedy: "copy or export the file again.",
  });
}
