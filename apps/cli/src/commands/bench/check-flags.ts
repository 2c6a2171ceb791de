import { usageError } from "../../usage-error.ts";
import type { BenchSubject } from "./choose-subject.ts";

const ONLY: Readonly<Record<string, BenchSubject["kind"]>> = {
  shape: "graph",
  dtype: "graph",
  provider: "graph",
  picture: "classifier",
  steps: "generator",
};

const NOUNS = { graph: "a graph alone", classifier: "a classifier's pipeline", generator: "a generator's pipeline" };

/** Refuses options that mean nothing for what is measured. @throws TinyCatsError "conflicting-options" */
export function checkFlags(flags: ReadonlySet<string>, kind: BenchSubject["kind"]): void {
  for (const [flag, wanted] of Object.entries(ONLY)) {
    if (!flags.has(flag) || wanted === kind) continue;
    throw usageError("conflicting-options", `--${flag} is for ${NOUNS[wanted]}, and ${NOUNS[kind]} is measured`, {
      value: flag,
      remedy: wanted === "graph" ? "leave it out, or give --of graph" : "leave it out, or give another model",
    });
  }
}
