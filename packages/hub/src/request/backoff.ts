import type { Connection } from "./connection.ts";

/** Milliseconds before a repetition, numbered from 1, where the Hub names none: doubled with each up to 64 times, plus or minus half. */
export function backoff(repetition: number, { retryBaseMs }: Pick<Connection, "retryBaseMs">): number {
  return retryBaseMs * 2 ** Math.min(repetition - 1, 6) * (0.5 + Math.random());
}
