import type { Checkpoint } from "@tiny-cats/checkpoint";
import { canonicalTensors } from "../canonical-tensors.ts";
import { detect } from "../detect.ts";
import type { Gpt2Config } from "../gpt2/config.ts";
import { stateDicts } from "../state-dicts.ts";
import { openGolden } from "./golden.ts";
import { languageGolden } from "./language-golden.ts";

/** A golden GPT-2 by its name, as it was found. */
export async function openCase(name: string) {
  const golden = languageGolden.gpt2[name];
  const checkpoint = await openGolden(golden.file);
  const found = detect(checkpoint, name.startsWith("gpt2") ? { config: golden.config } : {});
  const config = found.config as Gpt2Config;
  return { golden, checkpoint, found, config, tensors: await canonicalTensors(found) };
}

/** A file's weights under the names that PyTorch gave them. */
export function weightsOf(checkpoint: Checkpoint) {
  return stateDicts(checkpoint)[0].tensors;
}
