import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { PlainError } from "./session-protocol.ts";

/** An error of the worker's in our shape; what the runtime itself said becomes "run-failed". */
export function revive({ message, code = "run-failed", remedy, value }: PlainError): TinyCatsError {
  return new TinyCatsError(code, message, {
    value,
    remedy: remedy ?? "check the names, types and dimensions of what the graph was given",
  });
}
