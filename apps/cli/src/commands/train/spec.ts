import type { CommandSpec } from "../../table/command-spec.ts";
import { trainClassifierSpec } from "./classifier-spec.ts";
import { trainGeneratorSpec } from "./generator-spec.ts";

export const train: CommandSpec = {
  name: "train",
  summary: "train a classifier or a generator",
  commands: [trainClassifierSpec, trainGeneratorSpec],
};
