import { TinyCatsError } from "@tiny-cats/schema/errors";
import { quote } from "./quote.ts";

const COPY_AGAIN = "copy or download the file again, and compare its hash with its source's";

/** A zip archive that is cut short, breaks the format or has a wrong checksum. */
export function corruptZip(message: string, value?: unknown, cause?: unknown): TinyCatsError {
  return new TinyCatsError("corrupt-zip", `the zip archive is damaged: ${message}`, {
    value,
    remedy: COPY_AGAIN,
    cause,
  });
}

/** A pickle that is cut short or says what no pickler writes. */
export function corruptPickle(message: string, value?: unknown, cause?: unknown): TinyCatsError {
  return new TinyCatsError("corrupt-pickle", `the pickle is damaged: ${message}`, { value, remedy: COPY_AGAIN, cause });
}

/** A safetensors file whose header is damaged or does not fit its data. */
export function corruptSafetensors(message: string, value?: unknown, cause?: unknown): TinyCatsError {
  return new TinyCatsError("corrupt-safetensors", `the safetensors file is damaged: ${message}`, {
    value,
    remedy: COPY_AGAIN,
    cause,
  });
}

/** An index of shards that is no such index, or does not fit its shards. */
export function corruptIndex(message: string, value?: unknown, cause?: unknown): TinyCatsError {
  return new TinyCatsError("corrupt-index", `the index of shards does not hold: ${message}`, {
    value,
    remedy: "copy the index and all its shards again, from one revision",
    cause,
  });
}

/** A pickle that names what is not on the list of things known to be plain data. */
export function forbiddenPickle(module: string, name: string): TinyCatsError {
  const symbol = `${module}.${name}`.slice(0, 200);
  return new TinyCatsError(
    "forbidden-pickle",
    `the pickle asks for ${symbol}, which is not on the list of plain data`,
    {
      value: symbol,
      remedy:
        "do not load this file with Python unless you trust its maker; if you do, save tensors, numbers and texts alone: torch.save(model.state_dict(), path)",
    },
  );
}

/** A tensor or storage of a kind that can't be read as plain numbers. */
export function unsupportedTensor(what: string): TinyCatsError {
  return new TinyCatsError("unsupported-tensor", `${what} can't be read`, {
    value: what,
    remedy: "convert it to a dense tensor in PyTorch, as with .to_dense(), .dequantize() or .clone(), and save again",
  });
}

/** An element type that this package, or the format asked for, does not have. */
export function unsupportedDtype(dtype: unknown, where: string): TinyCatsError {
  return new TinyCatsError(
    "unsupported-dtype",
    `${where} has no element type ${typeof dtype === "string" ? quote(dtype) : `that is a ${typeof dtype}`}`,
    {
      value: dtype,
      remedy: "cast the tensor to another element type",
    },
  );
}

/** A checkpoint of a known kind that is not read. */
export function unsupportedCheckpoint(message: string, remedy: string): TinyCatsError {
  return new TinyCatsError("unsupported-checkpoint", message, { remedy });
}

/** A file that asks for more memory or work than is allowed. */
export function tooLarge(what: string, found: number, allowed: number): TinyCatsError {
  return new TinyCatsError(
    "checkpoint-too-large",
    `the checkpoint has ${what}: ${found}, where ${allowed} is allowed`,
    {
      value: { found, allowed },
      remedy: "if you trust the file, raise that limit in the options",
    },
  );
}

/** Reading after close(). */
export function closedCheckpoint(): TinyCatsError {
  return new TinyCatsError("closed-checkpoint", "the checkpoint was closed", {
    remedy: "read its tensors before closing it",
  });
}

/** A value that the format to be written can't hold. */
export function unwritableValue(message: string, value?: unknown): TinyCatsError {
  return new TinyCatsError("unwritable-value", message, { value, remedy: "leave it out, or convert it to plain data" });
}

/** Tensor data that does not fit its element type and shape. */
export function invalidTensorData(message: string, value?: unknown): TinyCatsError {
  return new TinyCatsError("invalid-tensor-data", message, {
    value,
    remedy: "give one number an element, in the typed array of the element type, or that many little-endian bytes",
  });
}
