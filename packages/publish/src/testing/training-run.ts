import { readFileSync } from "node:fs";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { writeTraining } from "../../../checkpoint/src/testing/training-folder.ts";
import { golden } from "./checkpoints.ts";

/** What a training of a TinyDiT leaves in a folder: step 10, its best, and step 20. */
export async function trainingRun(folder: string): Promise<string> {
  const contents: Record<string, Buffer> = {};
  for (const [name, weights] of [
    ["model.safetensors", "raw"],
    ["average.safetensors", "ema"],
  ] as const) {
    const out = temporaryFolder();
    await convertCheckpoint(golden("tinydit-seed-trainer.pt"), out, { weights });
    contents[name] = readFileSync(join(out, "model.safetensors"));
    contents["config.json"] = readFileSync(join(out, "config.json"));
  }
  const lineage = { parent: "hub:someone/cats@v1", data: "d".repeat(64), dataset: "pets" };
  for (const step of [10, 20]) {
    writeTraining(folder, step, contents, { progress: { best: { step: 10, value: 0.5 } }, lineage });
  }
  return folder;
}
