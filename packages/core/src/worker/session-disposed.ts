import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The refusal of whatever comes to a session after its end. */
export function sessionDisposed(): TinyCatsError {
  return new TinyCatsError("session-disposed", "the session was disposed of", {
    remedy: "load the model again before running it",
  });
}
