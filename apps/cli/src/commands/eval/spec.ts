import type { CommandSpec } from "../../table/command-spec.ts";
import { evalCompare } from "./compare-spec.ts";
import { evalLm } from "./lm-spec.ts";

export const evaluate: CommandSpec = {
  name: "eval",
  summary: "measure models on data, and compare what was measured",
  commands: [evalLm, evalCompare],
};
