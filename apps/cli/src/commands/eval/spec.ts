import type { CommandSpec } from "../../table/command-spec.ts";
import { evalCompare } from "./compare-spec.ts";
import { evalLm } from "./lm-spec.ts";

export const evaluation: CommandSpec = {
  name: "eval",
  summary: "measure models, say on what, and compare them",
  commands: [evalLm, evalCompare],
};
