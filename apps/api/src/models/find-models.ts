import { basename, dirname, join } from "node:path";
import { findModel, type ModelSource } from "@tiny-cats/core/node";
import type { ClassificationManifest, GenerationManifest, Manifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ServedModel, ServedModels } from "./served-model.ts";

/** A model to serve: where its files are, and where they came from if they were pulled. */
export interface ModelToServe {
  source: ModelSource;
  /** "owner/name" */
  repo?: string;
  /** The commit that was pulled. */
  commit?: string;
}

/** What a server is to answer with. */
export interface ModelsToServe {
  classifier?: ModelToServe;
  generator?: ModelToServe;
}

const TASKS = {
  classifier: "image-classification",
  generator: "class-conditional-image-generation",
} as const satisfies Record<keyof ModelsToServe, Manifest["task"]>;

/**
 * Reads the manifests of what is to be served; no graph is read yet.
 *
 * @throws TinyCatsError "wrong-model" for one of another task, "no-models" where there is none, and what findModel throws
 */
export async function findModels(
  models: ModelsToServe,
  { signal }: { signal?: AbortSignal } = {},
): Promise<ServedModels> {
  if (!models.classifier && !models.generator) {
    throw new TinyCatsError("no-models", "there is no model to serve", {
      value: models,
      remedy: "give a classifier, a generator or both",
    });
  }
  return {
    ...(models.classifier && {
      classifier: await served<ClassificationManifest>("classifier", models.classifier, signal),
    }),
    ...(models.generator && { generator: await served<GenerationManifest>("generator", models.generator, signal) }),
  };
}

async function served<M extends Manifest>(
  id: keyof ModelsToServe,
  { source, repo, commit }: ModelToServe,
  signal?: AbortSignal,
): Promise<ServedModel<M>> {
  const task = TASKS[id];
  const found = await findModel(source, { task, signal });
  const { folder, manifest } = found;
  if (manifest.task !== task) {
    throw new TinyCatsError("wrong-model", `${manifest.name} is a model for ${manifest.task}, not for ${task}`, {
      value: manifest.task,
      remedy: `give a model for ${task}`,
    });
  }
  return {
    id,
    repo,
    commit,
    found: { ...found, manifest: manifest as M },
    card: join(folder, "README.md"),
    // As a repository keeps them, and as @tiny-cats/models does.
    reports: [join(folder, "reports"), join(dirname(folder), "reports", basename(folder))],
  };
}
