import type { ModelGate } from "../gate.ts";
import { classifierBehaviour } from "../models/classifier-behaviour.ts";
import { generatorBehaviour } from "../models/generator-behaviour.ts";

/** A model does what its kind is for, if badly: a stand-in answers the same to everything. */
export const behaviour: ModelGate = {
  name: "behaviour",
  needs: "runs",
  kinds: ["classifier", "generator"],
  run: (model, context) =>
    model.kind === "classifier" ? classifierBehaviour(model, context) : generatorBehaviour(model, context),
};
