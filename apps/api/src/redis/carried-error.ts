import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import * as v from "valibot";

const shape = v.object({
  code: v.string(),
  message: v.string(),
  remedy: v.string(),
  value: v.optional(v.union([v.string(), v.number()])),
});

/** The reason of a job that was taken while nobody waited for it: no failure, and asked for again by one who does wait. */
export const ABANDONED = "abandoned";

/** An error whose message carries another to whoever reads why a job failed. */
export function packError(error: unknown): Error {
  const { code, message, remedy, value } = isTinyCatsError(error)
    ? error
    : {
        code: "worker-failed",
        message: `a worker failed: ${String(error).slice(0, 500)}`,
        remedy: LOOK,
        value: undefined,
      };
  const plain = typeof value === "string" || typeof value === "number" ? { value } : {};
  return new Error(JSON.stringify({ code, message, remedy, ...plain }));
}

/** The error that a failed job's reason carries; "worker-failed" where the job itself was given up. */
export function unpackError(reason: string): TinyCatsError {
  const { success, output } = v.safeParse(shape, json(reason));
  if (success) return new TinyCatsError(output.code, output.message, output);
  return new TinyCatsError("worker-failed", `a job was given up: ${reason.slice(0, 500)}`, {
    value: undefined,
    remedy: LOOK,
  });
}

const LOOK = "look into the workers' logs";

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
