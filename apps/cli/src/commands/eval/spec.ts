import type { CommandSpec } from "../../table/command-spec.ts";
import { evalClassifier } from "./classifier-spec.ts";
import { evalCompare } from "./compare-spec.ts";
import { evalGenerator } from "./generator-spec.ts";
import { evalLm } from "./lm-spec.ts";

export const evaluation: CommandSpec = {
  name: "eval",
  summary: "measure models, say on what, and compare them",
  commands: [evalClassifier, evalGenerator, evalLm, evalCompare],
};
