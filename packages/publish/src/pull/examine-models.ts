import { join } from "node:path";
import type { OpenModel } from "@tiny-cats/architectures/node";
import type { Manifest } from "@tiny-cats/schema";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import { kindOf, type ModelKind } from "../model-kind.ts";
import { PULL_PAGE } from "./docs-page.ts";
import type { PulledFile } from "./hash-files.ts";
import { incompatible } from "./incompatible.ts";
import { kindOfArchitecture } from "./pull-dialects.ts";
import type { FoundManifest } from "./read-manifests.ts";

/** A model of a repository. */
export interface PulledModel {
  kind: ModelKind;
  /** Below the repository's folder: "" or such as "generator". */
  folder: string;
  /** Undefined for a folder of Hugging Face's without tiny-cats.json. */
  manifest?: Manifest;
  /** As @tiny-cats/architectures names it, where its weights were read. */
  architecture?: string;
  /** Why its weights are known not to have been trained. */
  untrained?: string;
}

/** Names of files with weights that can be read, in the order in which they are looked for. */
const WEIGHTS = ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];

/**
 * The models of a repository's folder. Where weights and config.json lie beside each other they are held to one another: no tensor may be
 * missing, unknown or of another shape. No tensor is left unread that says whether it was trained.
 *
 * @throws TinyCatsError "incomplete-model" where there is nothing that can be used, "incompatible-model" with the whole difference; what openModel
 * throws of damaged files
 */
export async function examineModels(
  root: string,
  files: readonly PulledFile[],
  manifests: readonly FoundManifest[],
  { signal }: { signal?: AbortSignal },
): Promise<{ models: PulledModel[]; notes: string[] }> {
  const paths = new Set(files.map(({ path }) => path));
  const notes: string[] = [];
  const models: PulledModel[] = [];
  for (const { folder, manifest } of manifests) {
    const read = hasWeights(paths, folder)
      ? await examine(join(root, folder), { signal }).catch((error) => {
          // Its graph runs whatever its weights are called: that they can't be trained on is no reason to refuse it.
          if (!isTinyCatsError(error) || error.code !== "unknown-architecture") throw incompatible(folder, error);
          notes.push(`The weights of ${manifest.name} are of no known architecture: they can't become a checkpoint.`);
          return {};
        })
      : {};
    models.push({ kind: kindOf(manifest), folder, manifest, ...read });
  }
  if (models.length === 0) {
    models.push(await withoutManifest(root, paths, { signal }));
    notes.push("The repository has no tiny-cats.json: it was taken as a folder of Hugging Face's.");
  }
  for (const { folder, untrained } of models)
    if (untrained !== undefined) notes.push(`${folder || "The model"} was not trained: ${untrained}`);
  return { models, notes };
}

function hasWeights(paths: ReadonlySet<string>, folder: string): boolean {
  const there = (name: string) => paths.has(folder === "" ? name : `${folder}/${name}`);
  return there("config.json") && WEIGHTS.some(there);
}

async function withoutManifest(
  root: string,
  paths: ReadonlySet<string>,
  options: { signal?: AbortSignal },
): Promise<PulledModel> {
  if (!hasWeights(paths, "")) {
    const lacking = ["config.json", "model.safetensors"].filter((name) => !paths.has(name));
    throw new TinyCatsError("incomplete-model", `the repository holds no model: it lacks ${lacking.join(" and ")}`, {
      value: lacking,
      remedy: `give a repository with a tiny-cats.json, or with config.json and model.safetensors; ${PULL_PAGE}`,
    });
  }
  const read = await examine(root, options).catch((error) => {
    throw incompatible("", error);
  });
  const kind = kindOfArchitecture(read.architecture);
  if (kind) return { kind, folder: "", ...read };
  throw incompatible(
    "",
    new TinyCatsError(
      "unknown-architecture",
      `${read.architecture} is neither classifier, generator nor language model`,
      {
        value: read.architecture,
        remedy: "give another repository",
      },
    ),
  );
}

async function examine(folder: string, options: { signal?: AbortSignal }) {
  const { openModel } = await import("@tiny-cats/architectures/node");
  await using model: OpenModel = await openModel(folder, options);
  const { architecture, untrained } = model;
  return { architecture: architecture.name, ...(untrained !== undefined && { untrained }) };
}
