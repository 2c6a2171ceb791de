import { randomBytes } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeSafetensors } from "@tiny-cats/checkpoint/node";
import { makeFolder, sha256File, syncFolder, writeFileAtomic } from "@tiny-cats/files";
import type { Step } from "../../step/step.ts";
import type { CheckpointState } from "./checkpoint-state.ts";
import { checksumOf } from "./parse-state.ts";
import { putCheckpoint } from "./put-checkpoint.ts";
import { tensorFiles } from "./tensor-files.ts";

const STAGED = ".staged-step-";

/**
 * Saves a step as `step-<n>` of a folder, whole or not at all: written under a hidden name, flushed, and renamed. One of the same step stays
 * until the new one is in its place.
 */
export async function saveCheckpoint(
  folder: string,
  step: Step,
  facts: Omit<CheckpointState, "files" | "checksum">,
): Promise<void> {
  const staged = join(folder, `${STAGED}${facts.step}-${randomBytes(6).toString("hex")}`);
  await makeFolder(staged);
  try {
    const files: Record<string, { bytes: number; sha256: string }> = {};
    for (const [name, tensors] of tensorFiles(step)) {
      const path = join(staged, name);
      await writeSafetensors(path, tensors, { metadata: { format: "pt" } });
      files[name] = { bytes: (await stat(path)).size, sha256: await sha256File(path) };
    }
    const state = { ...facts, files };
    const text = JSON.stringify({ ...state, checksum: checksumOf(state) }, null, 2);
    await writeFileAtomic(join(staged, "state.json"), `${text}\n`);
    await putCheckpoint(staged, join(folder, `step-${facts.step}`));
  } catch (error) {
    await rm(staged, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(folder);
}

/** Removes what processes that were killed left half-written. */
export async function removeStaged(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.startsWith(STAGED)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
