import { randomBytes } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { modelConfig } from "@tiny-cats/architectures";
import { writeSafetensors } from "@tiny-cats/checkpoint/node";
import { trainingChecksum } from "@tiny-cats/checkpoint/training";
import { makeFolder, sha256File, syncFolder, writeFileAtomic } from "@tiny-cats/files";
import type { TrainingCheckpoint } from "@tiny-cats/schema";
import type { Step } from "../../step/step.ts";
import { CONFIG_FILE } from "./checkpoint-files.ts";
import { putCheckpoint } from "./put-checkpoint.ts";
import { tensorFiles } from "./tensor-files.ts";
import type { TrainedModel } from "./trained-model.ts";

const STAGED = ".staged-step-";

/**
 * Saves a step as `step-<n>` of a folder, whole or not at all: written under a hidden name, flushed, and renamed. One of the same step stays
 * until the new one is in its place.
 */
export async function saveCheckpoint(
  folder: string,
  step: Step,
  facts: Omit<TrainingCheckpoint, "files" | "checksum">,
  model?: TrainedModel,
): Promise<void> {
  const staged = join(folder, `${STAGED}${facts.step}-${randomBytes(6).toString("hex")}`);
  await makeFolder(staged);
  try {
    const files: Record<string, { bytes: number; sha256: string }> = {};
    const note = async (name: string) => {
      const path = join(staged, name);
      files[name] = { bytes: (await stat(path)).size, sha256: await sha256File(path) };
    };
    for (const [name, tensors] of tensorFiles(step, model?.weights)) {
      await writeSafetensors(join(staged, name), tensors, { metadata: { format: "pt" } });
      await note(name);
    }
    if (model) {
      await writeFileAtomic(join(staged, CONFIG_FILE), configText(model));
      await note(CONFIG_FILE);
    }
    const state = { ...facts, files };
    const text = JSON.stringify({ ...state, checksum: trainingChecksum(state) }, null, 2);
    await writeFileAtomic(join(staged, "state.json"), `${text}\n`);
    await putCheckpoint(staged, join(folder, `step-${facts.step}`));
  } catch (error) {
    await rm(staged, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(folder);
}

/** What the `config.json` of a checkpoint says. */
export function configText({ architecture, config, labels }: TrainedModel): string {
  return `${JSON.stringify(modelConfig(architecture, config, labels && { labels }), null, 2)}\n`;
}

/** Removes what processes that were killed left half-written. */
export async function removeStaged(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.startsWith(STAGED)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
