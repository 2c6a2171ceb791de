import { TinyCatsError } from "@tiny-cats/schema/errors";

/** What work ends with that nobody waits for any more. */
export function clientGone(): TinyCatsError {
  return new TinyCatsError("client-gone", "the client is gone", { value: undefined, remedy: "stay for the answer" });
}
