import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Fault } from "./fault.ts";

/** @throws TinyCatsError "invalid-hub-fault" for a fault that could not strike as it is written. */
export function checkFaults(faults: readonly Fault[]): void {
  for (const fault of faults) {
    const wrong = findWrong(fault);
    if (!wrong) continue;
    throw new TinyCatsError("invalid-hub-fault", `a fault is not well-formed: ${wrong}`, {
      value: fault,
      remedy:
        "give { match?: { method, path, number }, action, times? } with one action: status, delayMs, reset, truncate or flipBit",
    });
  }
}

const KINDS = ["status", "delayMs", "reset", "truncate", "flipBit"];

function findWrong({ match, action, times }: Fault): string | undefined {
  if (typeof action !== "object" || action === null) return "it has no action";
  const fields = action as Record<string, unknown>;
  const kinds = KINDS.filter((kind) => kind in fields);
  if (kinds.length !== 1) return `its action has ${kinds.length === 0 ? "no" : "more than one"} kind`;
  const kind = kinds[0]!;
  const value = fields[kind];
  if (kind === "reset") {
    const places = [fields.afterBytes, fields.afterRequestBytes].filter((place) => place !== undefined);
    if (value !== true) return "reset is not true";
    if (places.length > 1 || !places.every(isCount)) return "afterBytes or afterRequestBytes is not one whole number";
  } else if (!isCount(value)) return `${kind} is not a whole number of at least 0`;
  if (kind === "status" && ((value as number) < 200 || (value as number) > 599))
    return "status is not between 200 and 599";
  const numbers = [match?.number ?? 1].flat();
  if (!numbers.every((number) => isCount(number) && number > 0))
    return "match.number is not a whole number of at least 1";
  if (times !== undefined && !isCount(times)) return "times is not a whole number of at least 0";
  return undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
