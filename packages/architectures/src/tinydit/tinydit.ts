import { defineArchitecture } from "../layers/define-architecture.ts";
import { type TinyDitConfig, tinyDitConfig } from "./config.ts";
import { dummyDialect, ownDialect, trainerDialect } from "./dialects.ts";
import { findUntrainedTinyDit } from "./find-untrained.ts";
import { tinyDitGraph } from "./graph.ts";
import type { TinyDitGraphOptions } from "./graph-options.ts";
import { tinyDitPresets } from "./presets.ts";
import { tinyDitTensors } from "./tensors.ts";

/** TinyDiT, the diffusion transformer that draws a cat of a breed; with legacy values it is the seed's, defects and all. */
export const tinyDit = defineArchitecture<TinyDitConfig, TinyDitGraphOptions>({
  name: "tinydit",
  title: "TinyDiT",
  config: tinyDitConfig,
  presets: tinyDitPresets,
  dialects: [trainerDialect, dummyDialect, ownDialect],
  tensors: tinyDitTensors,
  build: tinyDitGraph,
  findUntrained: findUntrainedTinyDit,
});
