import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { classifier } from "@tiny-cats/models";

/** The classifier's folder as it is kept. */
export const classifierFolder = dirname(fileURLToPath(classifier.manifest));

/** A temporary folder with a copy of the classifier's `name`, laid out as transformers.js looks for it. */
export async function modelFolder(name: string): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
  await mkdir(join(path, name));
  for (const file of ["config.json", "preprocessor_config.json", "onnx/model.onnx"]) {
    await cp(join(classifierFolder, file), join(path, name, file));
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
