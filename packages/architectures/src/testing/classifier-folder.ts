import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Model, writeModel } from "@tiny-cats/onnx";
import type { ClassificationManifest, GenerationManifest } from "@tiny-cats/schema";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { classifierManifest, generatorManifest, tinyModel } from "../../../core/test/tiny-models.ts";
import { mobileGraph } from "../../../onnx/src/testing/mobile-graph.ts";

/** Makes a model's folder with its tiny-cats.json. */
function write(folder: string, manifest: ClassificationManifest | GenerationManifest, bytes: Uint8Array): string {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const files = [{ path: "onnx/model.onnx", role: "model", bytes: bytes.length, sha256 }];
  mkdirSync(join(folder, "onnx"), { recursive: true });
  writeFileSync(join(folder, "onnx/model.onnx"), bytes);
  writeFileSync(join(folder, "tiny-cats.json"), JSON.stringify({ ...manifest, files }));
  return folder;
}

/** A MobileNet in small that tells five classes apart, the last of them Other. */
export function mobileFolder(folder: string, model: Model = mobileGraph()): string {
  const manifest = classifierManifest();
  const labels = ["Abyssinian", "Bengal", "Birman", "Bombay", "Other"];
  const crop = { width: 16, height: 16, pad: 0 };
  const preprocessing = {
    ...manifest.preprocessing,
    ...{ resize: { ...manifest.preprocessing.resize, short_side: 16 }, crop },
    ...{ rescale_factor: 1 / 32, mean: [4, 4, 4] as [number, number, number] },
  };
  const inputs = [{ name: "x", dtype: "float32" as const, shape: ["batch", 3, 16, 16] }];
  const outputs = [{ name: "logits", dtype: "float32" as const, shape: ["batch", 5] }];
  return write(folder, { ...manifest, labels, preprocessing, inputs, outputs }, writeModel(model));
}

/** A generator that is a table. */
export function generatorFolder(folder: string): string {
  return write(folder, generatorManifest(), tinyModel("tiny-generator"));
}

/** Pictures that can be decoded. */
export const pictureFiles: readonly string[] = readdirSync(vectorPath("pictures"))
  .filter((name) => /\.(png|jpg|webp)$/.test(name))
  .map((name) => vectorPath(`pictures/${name}`));
