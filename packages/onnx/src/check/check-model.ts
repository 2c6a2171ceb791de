import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Model } from "../model/model.ts";
import { findFaults } from "./find-faults.ts";

/** Throws `invalid-graph`, whose `value` is every fault that `findFaults` finds, unless a model is whole. Returns the model. */
export function checkModel(model: Model): Model {
  const faults = findFaults(model);
  if (faults.length === 0) return model;
  const shown = faults.slice(0, 10).map(({ message }) => message);
  const rest = faults.length > 10 ? `; and ${faults.length - 10} more` : "";
  throw new TinyCatsError("invalid-graph", `the graph ${model.graph.name} is not whole: ${shown.join("; ")}${rest}`, {
    value: faults,
    remedy: "mend what the error's `value` lists, or export the model again.",
  });
}
