import { findUntouchedNorms } from "../gpt2/find-untrained.ts";
import { defineArchitecture } from "../layers/define-architecture.ts";
import { type NanEchoConfig, nanEchoConfig } from "./config.ts";
import { cacheDialect, exportDialect, runtimeDialect, stateDictDialect, trainerDialect } from "./dialects.ts";
import { nanEchoGraph } from "./graph.ts";
import { nanEchoPresets } from "./presets.ts";
import { nanEchoTensors } from "./tensors.ts";

/** NanEcho: a GPT-2 with connection masks, adaptive attention, persona dimensions, recursion and patterns. `splitNanEcho` takes the GPT-2 out. */
export const nanEcho = defineArchitecture<NanEchoConfig>({
  name: "nanecho",
  title: "NanEcho",
  config: nanEchoConfig,
  presets: nanEchoPresets,
  dialects: [cacheDialect, exportDialect, trainerDialect, runtimeDialect, stateDictDialect],
  tensors: nanEchoTensors,
  build: nanEchoGraph,
  findUntrained(config, tensors, options) {
    const norms = Array.from({ length: config.n_layer }, (_, i) => [`blocks.${i}.ln1`, `blocks.${i}.ln2`]);
    return findUntouchedNorms([...norms.flat(), "ln_f"], tensors, options);
  },
});
