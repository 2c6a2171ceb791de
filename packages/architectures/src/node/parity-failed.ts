import { TinyCatsError } from "@tiny-cats/schema/errors";

/** `parity-failed`: a file does not give what its checkpoint gives. */
export function parityFailed(message: string, value: unknown): TinyCatsError {
  return new TinyCatsError("parity-failed", message, {
    value,
    remedy:
      "convert the checkpoint again, with float32 if it was another element type; check that these are its weights",
  });
}
