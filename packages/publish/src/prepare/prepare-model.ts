import { join } from "node:path";
import { sha256File, writeFileAtomic } from "@tiny-cats/files";
import { type Manifest, parseManifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { FoundModelSource } from "../discover/discovery.ts";
import { LAYOUT } from "../layout.ts";
import type { HashedPath, PreparedModel } from "../prepared.ts";
import { UNKNOWN_LICENCE } from "../unknown-licence.ts";
import { addQuantized } from "./add-quantized.ts";
import { copyDatasets } from "./copy-datasets.ts";
import { exists } from "./exists.ts";
import { hashedFile } from "./hashed-file.ts";
import { quantizedOf } from "./layout-path.ts";
import type { MadeModel } from "./made-model.ts";
import { makeLanguageModel } from "./make-language-model.ts";
import { makePictureModel } from "./make-picture-model.ts";
import type { Making } from "./making.ts";
import { takeModelFolder } from "./take-model-folder.ts";
import { tensorSpecs } from "./tensor-specs.ts";

type Entry = Manifest["files"][number];

/** Makes one model's folder with its manifest. Throws as `prepare`. */
export async function prepareModel(model: FoundModelSource, making: Making): Promise<PreparedModel> {
  return model.form === "model-folder" ? fromFolder(model, making) : fromCheckpoint(model, making);
}

async function fromFolder(model: FoundModelSource, making: Making): Promise<PreparedModel> {
  const { kind, path, graph } = model;
  const { out, signal, license, name } = making;
  const stop = signal ? { signal } : {};
  const taken = await takeModelFolder(path, graph, making);
  if (graph === undefined) await refuseChanged(model, taken.source.sha256, stop);
  const { manifest: given, source, parity, missing, notes } = taken;
  const added = taken.files.some(({ path: file }) => file === "preprocessor_config.json");
  if (kind === "classifier" && !added) {
    taken.files.push(await hashedFile(out, "preprocessor_config.json", "preprocessor", stop));
  }
  const files = kind === "language" ? taken.files : await addQuantized(taken.files, notes, making);
  if (kind === "language" && making.data !== undefined) {
    const copied = await copyDatasets(making.data, join(out, LAYOUT.datasets), stop);
    notes.push(`Of the data, ${copied.join(", ")} are published with it.`);
  }
  if (license !== undefined && license !== given.license)
    notes.push(`The licence is ${license} as given; the model's folder says ${given.license}.`);
  const manifest = parseManifest({
    ...given,
    ...(license !== undefined && { license }),
    ...(name !== "" && { name }),
    ...(graph !== undefined && (await tensorSpecs(join(out, files[0].path), stop))),
    files,
  });
  await writeManifest(manifest, making);
  return { ...placed(kind, manifest, making), source, missing, notes, ...(parity && { parity }) };
}

async function fromCheckpoint(model: FoundModelSource, making: Making): Promise<PreparedModel> {
  const { kind, path, graph } = model;
  const { out, signal, license, name } = making;
  const stop = signal ? { signal } : {};
  const made: MadeModel =
    kind === "language" ? await makeLanguageModel(path, making) : await makePictureModel(kind, path, graph, making);
  await refuseChanged(model, made.source.sha256, stop);
  const listed: Entry[] = [];
  for (const [file, role, dtype] of made.files)
    listed.push(await hashedFile(out, file, role, { ...(dtype && { dtype }), ...stop }));
  const { source, parity, notes } = made;
  const files = kind === "language" ? listed : await addQuantized(listed, notes, making);
  if (license === undefined) notes.push("No licence is known: tell it with --license.");
  const manifest = parseManifest({
    schema: "tiny-cats/manifest",
    version: 1,
    name: name === "" ? `${kind}-${made.facts.architecture.replaceAll("_", "-")}` : name,
    license: license ?? UNKNOWN_LICENCE,
    ...made.facts,
    files,
    ...(await tensorSpecs(join(out, LAYOUT.graph), stop)),
  });
  await writeManifest(manifest, making);
  return { ...placed(kind, manifest, making), source, missing: [], notes, ...(parity && { parity }) };
}

/** A training may have gone on, and saved again, since the model was found. */
async function refuseChanged(
  { path, sha256 }: FoundModelSource,
  actual: string,
  options: { signal?: AbortSignal },
): Promise<void> {
  if (actual === sha256) return;
  // A training's checkpoint goes by its average, whichever of its weights are published.
  const average = join(path, "average.safetensors");
  if ((await exists(average)) && (await sha256File(average, options)) === sha256) return;
  throw new TinyCatsError("hash-mismatch", `${path} has changed since it was found`, {
    value: { expected: sha256, actual },
    remedy: "run `tiny-cats publish` again; wait for a training that still writes to it, or give a copy",
  });
}

async function writeManifest(manifest: Manifest, { out, signal }: Making): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFileAtomic(join(out, LAYOUT.manifest), text, signal ? { signal } : {});
}

/** Where the model and its graphs lie in the repository. */
function placed(kind: PreparedModel["kind"], manifest: Manifest, { folder }: Making) {
  const below = ({ path, sha256 }: Entry): HashedPath => ({ path: folder === "" ? path : `${folder}/${path}`, sha256 });
  const graph = manifest.files.find(({ role }) => role === "model")!;
  const quantized = quantizedOf(manifest.files);
  const weights = manifest.files.find(({ role }) => role === "weights");
  return {
    kind,
    folder,
    manifest,
    graph: below(graph),
    ...(quantized && { quantized: below(quantized) }),
    ...(weights && { weights: below(weights) }),
  };
}
