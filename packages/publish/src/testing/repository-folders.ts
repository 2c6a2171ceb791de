import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { tinyClassifier, tinyGenerator } from "../../../eval/src/testing/tiny-model-folders.ts";
import { writeSums } from "./test-hub.ts";

/** A classifier at the root and a generator below it, as repositories hold them. */
export function catFolder(): string {
  const root = temporaryFolder();
  cpSync(tinyClassifier().folder, root, { recursive: true });
  cpSync(tinyGenerator().folder, join(root, "generator"), { recursive: true });
  writeFileSync(join(root, "README.md"), "# Cats\n");
  writeSums(root);
  return root;
}

/** A folder for transformers made of a golden checkpoint, with what beside it is no model's left out. */
export async function hfFolder(checkpoint: string): Promise<string> {
  const root = temporaryFolder();
  await convertCheckpoint(vectorPath(`architectures/${checkpoint}`), root, { to: ["hf"] });
  rmSync(join(root, "README.md"), { force: true });
  return root;
}

/** A TinyDiT's weights and configuration. */
export async function ditFolder(): Promise<string> {
  const root = temporaryFolder();
  await convertCheckpoint(vectorPath("architectures/tinydit-seed-trainer.pt"), root, { weights: "ema" });
  return root;
}
