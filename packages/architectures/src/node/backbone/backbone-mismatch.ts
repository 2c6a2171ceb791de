import { TinyCatsError } from "@tiny-cats/schema/errors";

/** `backbone-mismatch`: a file does not hold the network that it was said to hold. */
export function backboneMismatch(path: string, message: string, value: unknown): TinyCatsError {
  return new TinyCatsError("backbone-mismatch", `${path} does not hold that network: ${message}`, {
    value,
    remedy: "name the network that the file holds, or give a checkpoint of PyTorch or transformers",
  });
}
