import { isTinyCatsError } from "@tiny-cats/schema/errors";

const CODES = ["worker-crashed", "webgpu-lost"];

/** Whether an error says that the model which threw it can't be used any more: its store has to begin anew. */
export function isBroken(error: unknown): boolean {
  return isTinyCatsError(error) && CODES.includes(error.code);
}
