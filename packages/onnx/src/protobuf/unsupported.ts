import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The error for a model that uses a part of ONNX that this package leaves out. */
export function unsupported(what: string, value: unknown, remedy = "export the model without it."): TinyCatsError {
  return new TinyCatsError("unsupported-onnx", `${what} not supported`, { value, remedy });
}
