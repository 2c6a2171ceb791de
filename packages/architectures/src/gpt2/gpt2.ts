import { defineArchitecture } from "../layers/define-architecture.ts";
import { type Gpt2Config, gpt2Config } from "./config.ts";
import { findUntrainedGpt2 } from "./find-untrained.ts";
import { gpt2Graph } from "./graph.ts";
import { huggingFaceBareDialect, huggingFaceDialect } from "./hugging-face-dialects.ts";
import { nanoGptDialect } from "./nanogpt-dialect.ts";
import { gpt2Presets } from "./presets.ts";
import { gpt2Tensors } from "./tensors.ts";

/** GPT-2, between nanoGPT's names and transformers'. Sequences go in as token ids, logits of every next token come out. */
export const gpt2 = defineArchitecture<Gpt2Config>({
  name: "gpt2",
  title: "GPT-2",
  config: gpt2Config,
  presets: gpt2Presets,
  dialects: [nanoGptDialect, huggingFaceDialect, huggingFaceBareDialect],
  tensors: gpt2Tensors,
  build: gpt2Graph,
  findUntrained: findUntrainedGpt2,
});
