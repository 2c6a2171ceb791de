import { nearMatches } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import { GATE_NAMES, type GateName } from "./gate-names.ts";

const PATHS: readonly string[] = Object.values(LAYOUT);

/** Refuses what names no gate: `unknown-gate`. */
export function checkGateNames(names: readonly string[]): asserts names is readonly GateName[] {
  for (const name of names) if (!(GATE_NAMES as readonly string[]).includes(name)) throw unknownGate(name);
}

/** Refuses what is neither a gate, "kind:gate", nor the path of a file that may be missing: `unknown-gate`. */
export function checkAllowed(allowed: readonly string[]): void {
  for (const one of allowed) {
    const name = one.replace(/^(?:classifier|generator|language):/, "");
    if (name === one && (/[/.]/.test(one) || PATHS.includes(one))) continue;
    checkGateNames([name]);
  }
}

function unknownGate(name: string): TinyCatsError {
  const near = nearMatches(name, GATE_NAMES);
  return new TinyCatsError("unknown-gate", `there is no gate "${name.slice(0, 64)}"`, {
    value: name,
    remedy: near.length > 0 ? `did you mean ${near.join(" or ")}?` : `use one of ${GATE_NAMES.join(", ")}`,
  });
}
