import type { CommandSpec } from "../../table/command-spec.ts";
import { evalClassifier } from "./classifier-spec.ts";
import { evalGenerator } from "./generator-spec.ts";

export const evaluation: CommandSpec = {
  name: "eval",
  summary: "measure models, and say on what",
  commands: [evalClassifier, evalGenerator],
};
