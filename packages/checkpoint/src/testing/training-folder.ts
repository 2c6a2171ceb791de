import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@tiny-cats/files";
import { trainingCheckpoint } from "../../../schema/src/testing/valid-reports.ts";
import type { TrainingFile } from "../training/read-training-checkpoint.ts";
import { stateText } from "./training-state-fuzz.ts";

const OPTIMIZER = new TextEncoder().encode("what it remembers");

/** What is unlike `trainingCheckpoint` of the schema's examples. */
interface Changes {
  readonly progress?: object;
  readonly lineage?: object;
  readonly [key: string]: unknown;
}

/** Writes a checkpoint of a run, as a training leaves it, and returns its folder. */
export function writeTraining(
  run: string,
  step: number,
  given: Partial<Record<TrainingFile, Uint8Array>> = {},
  { progress, lineage, ...changes }: Changes = {},
): string {
  const { checksum, ...state } = trainingCheckpoint;
  const folder = join(run, `step-${step}`);
  mkdirSync(folder, { recursive: true });
  const contents: Partial<Record<TrainingFile, Uint8Array>> = {
    "model.safetensors": OPTIMIZER,
    "optimizer.safetensors": OPTIMIZER,
    ...given,
  };
  const files = Object.fromEntries(
    Object.entries(contents).map(([name, bytes]) => {
      writeFileSync(join(folder, name), bytes);
      return [name, { bytes: bytes.length, sha256: sha256(bytes) }];
    }),
  );
  const text = stateText({
    ...state,
    step,
    files,
    progress: { ...state.progress, ...progress },
    lineage: { ...state.lineage, ...lineage },
    ...changes,
  });
  writeFileSync(join(folder, "state.json"), text);
  return folder;
}
