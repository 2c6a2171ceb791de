import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import type { EmbeddedModel } from "@tiny-cats/core/node";
import { sha256 } from "@tiny-cats/files";
import { classifier, generator } from "@tiny-cats/models";
import { type Manifest, parseManifest, parseManifestText } from "@tiny-cats/schema";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { tinyClassifier, tinyGenerator } from "../../../eval/src/testing/tiny-model-folders.ts";
import { kindOf } from "../model-kind.ts";
import type { HashedPath, Prepared, PreparedModel } from "../prepared.ts";

/** The reports of the embedded models. */
export const EMBEDDED_REPORTS = join(dirname(fileURLToPath(classifier.manifest)), "../reports");

/** A model's folder as it is prepared: below the root, what its manifest says. */
async function preparedModel(root: string, folder: string): Promise<PreparedModel> {
  const manifest = parseManifestText(await readFile(join(root, folder, "tiny-cats.json"), "utf8"));
  const of = (file: Manifest["files"][number] | undefined): HashedPath | undefined =>
    file && { path: folder === "" ? file.path : `${folder}/${file.path}`, sha256: file.sha256 };
  const [graph, quantized] = manifest.files.filter(({ role }) => role === "model").map(of);
  const weights = of(manifest.files.find(({ role }) => role === "weights"));
  return {
    kind: kindOf(manifest),
    folder,
    manifest,
    graph: graph!,
    ...(quantized && { quantized }),
    ...(weights && { weights }),
    source: { path: "best.pt", sha256: sha256(new TextEncoder().encode(manifest.name)) },
    missing: [],
    notes: [],
  };
}

/** Two steps are enough to see that something was drawn. */
async function drawFast(path: string): Promise<void> {
  const manifest = parseManifestText(await readFile(path, "utf8"));
  if (!manifest.generation) return;
  manifest.generation.sampler.steps = 2;
  await writeFile(path, JSON.stringify(manifest, null, 2));
}

/** Models that lie somewhere, copied as they are published. */
async function preparedOf(folders: readonly string[]): Promise<Prepared> {
  const root = join(temporaryFolder(), "published");
  const models: PreparedModel[] = [];
  for (const from of folders) {
    const { task } = JSON.parse(await readFile(join(from, "tiny-cats.json"), "utf8")) as Manifest;
    const folder = kindOf({ task }) === "generator" ? "generator" : "";
    await mkdir(join(root, folder), { recursive: true });
    await cp(from, join(root, folder), {
      recursive: true,
      filter: (path) => !/(?:README\.md|card-notes\.md|official-test\.json)$/.test(path),
    });
    await drawFast(join(root, folder, "tiny-cats.json"));
    models.push(await preparedModel(root, folder));
  }
  return { folder: root, models };
}

/** Where the embedded models lie. */
export const folderOfModel = ({ manifest }: EmbeddedModel) => dirname(fileURLToPath(manifest));

/** The embedded models as they are published, but for the steps of their drawings. */
export function preparedEmbedded(...kinds: ("classifier" | "generator")[]): Promise<Prepared> {
  const models = { classifier, generator };
  const wanted = kinds.length === 0 ? (["classifier", "generator"] as const) : kinds;
  return preparedOf(wanted.map((kind) => folderOfModel(models[kind])));
}

/** A classifier of greys and a generator of them, which answer in no time. */
export function preparedTiny(...kinds: ("classifier" | "generator")[]): Promise<Prepared> {
  const make = { classifier: tinyClassifier, generator: tinyGenerator };
  const wanted = kinds.length === 0 ? (["classifier", "generator"] as const) : kinds;
  return preparedOf(wanted.map((kind) => make[kind]().folder));
}

/** A GPT-2 of 9 positions and 31 tokens. */
export async function preparedLanguage(): Promise<Prepared> {
  const root = join(temporaryFolder(), "published");
  await convertCheckpoint(vectorPath("architectures/nanogpt.pt"), root, { to: ["hf", "onnx"] });
  // The card is made of what is published, not of what the converter says.
  await rm(join(root, "README.md"));
  const hashed = async (path: string, role: "model" | "weights") => {
    const bytes = await readFile(join(root, path));
    return { path, role, bytes: bytes.length, sha256: sha256(bytes), dtype: "float32" as const };
  };
  const manifest = parseManifest({
    schema: "tiny-cats/manifest",
    version: 1,
    name: "tiny-writer",
    task: "text-generation",
    architecture: "gpt2",
    license: "Apache-2.0",
    files: [await hashed("onnx/model.onnx", "model"), await hashed("model.safetensors", "weights")],
    inputs: [{ name: "input_ids", dtype: "int64", shape: ["batch", "sequence"] }],
    outputs: [{ name: "logits", dtype: "float32", shape: ["batch", "sequence", 31] }],
    provenance: {
      origin: "trained by hand",
      untrained: false,
      datasets: [{ name: "made-up text", license: "CC0-1.0" }],
    },
  });
  await writeFile(join(root, "tiny-cats.json"), JSON.stringify(manifest));
  return { folder: root, models: [await preparedModel(root, "")] };
}
