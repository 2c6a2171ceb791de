import { createHash } from "node:crypto";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tinyDit } from "@tiny-cats/architectures";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { generator } from "@tiny-cats/models";
import { makeCheckpoint } from "./make-checkpoint.ts";

/** Writes a folder with the embedded generator's graph and manifest, but pseudo-random weights. */
export async function untrainedGenerator(folder: string): Promise<void> {
  const checkpoint = `${folder}.pt`;
  await makeCheckpoint(checkpoint, tinyDit.presets["tinydit-64"]);
  const graph = join(folder, "onnx", "model.onnx");
  await convertCheckpoint(checkpoint, folder, { to: ["onnx"], allowUntrained: true });
  await copyFile(join(dirname(fileURLToPath(generator.manifest)), "config.json"), join(folder, "config.json"));
  const bytes = await readFile(graph);
  const manifest = JSON.parse(await readFile(generator.manifest, "utf8"));
  const model = manifest.files.find(({ path }: { path: string }) => path === "onnx/model.onnx");
  model.bytes = bytes.length;
  model.sha256 = createHash("sha256").update(bytes).digest("hex");
  manifest.files = manifest.files.filter(({ path }: { path: string }) => path !== "model.safetensors");
  await writeFile(join(folder, "tiny-cats.json"), JSON.stringify(manifest));
}
