import { join, resolve } from "node:path";
import { createWorkerPool } from "@tiny-cats/core/node";
import { makeFolder } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { FoundModelSource } from "../discover/discovery.ts";
import { LAYOUT } from "../layout.ts";
import type { Prepared, PreparedModel } from "../prepared.ts";
import type { Making } from "./making.ts";
import { prepareModel } from "./prepare-model.ts";
import type { PrepareOptions } from "./prepare-options.ts";
import { replaceFolder } from "./replace-folder.ts";

/**
 * Makes the folder that is to be published of what was found: checkpoints in any dialect become safetensors, an ONNX graph, one in 8 bits and
 * tiny-cats.json; a model's folder is copied, every file held to its manifest. The folder is replaced whole or not at all, and the same models and
 * options make the same files.
 *
 * @throws TinyCatsError "untrained-model", "labels-needed", "preprocessing-unsupported", "file-missing", "hash-mismatch", "kinds-conflict", "folder-not-empty"; what
 * converting, verifying and quantizing throw, "parity-failed" among it; the signal's reason
 */
export async function prepare(
  models: readonly FoundModelSource[],
  folder: string,
  { pool: given, onProgress, ...options }: PrepareOptions = {},
): Promise<Prepared> {
  const target = resolve(folder);
  refuseConflict(models);
  refuseItself(models, target);
  const pool = given ?? createWorkerPool({ workers: 1 });
  const { signal, name } = options;
  try {
    const made = await replaceFolder(
      target,
      async (staging) => {
        const all: PreparedModel[] = [];
        for (const model of models) {
          const inside = model.kind === "generator" ? LAYOUT.generator : "";
          const out = join(staging, inside);
          await makeFolder(out);
          const making: Making = {
            ...options,
            pool,
            source: model.path,
            folder: inside,
            out,
            name: name === undefined ? "" : models.length > 1 ? `${name}-${model.kind}` : name,
            onProgress: (what, done, total) =>
              onProgress?.({ stage: "prepare", what: `${model.kind}: ${what}`, done, total }),
          };
          all.push(await prepareModel(model, making));
        }
        return all;
      },
      signal ? { signal } : {},
    );
    return { folder: target, models: made };
  } finally {
    if (!given) await pool.dispose();
  }
}

/** A repository has one model at its root, and one generator below it. */
function refuseConflict(models: readonly FoundModelSource[]): void {
  const kinds = models.map(({ kind }) => kind);
  const twice = kinds.find((kind, i) => kinds.indexOf(kind) < i);
  const mixed = kinds.includes("language") && kinds.length > 1;
  if (kinds.length > 0 && twice === undefined && !mixed) return;
  const why =
    twice !== undefined
      ? `two models are a ${twice}`
      : mixed
        ? "a language model is published alone"
        : "there is no model";
  throw new TinyCatsError("kinds-conflict", `these models can't share a repository: ${why}`, {
    value: kinds,
    remedy: "publish a classifier, a generator, one of each, or a language model: --only tells which",
  });
}

/** Replacing a folder by what is made of it would lose what it was made of. */
function refuseItself(models: readonly FoundModelSource[], target: string): void {
  const inside = models.find(({ path }) => `${resolve(path)}/`.startsWith(`${target}/`));
  if (!inside) return;
  throw new TinyCatsError("output-is-source", `${target} would be replaced by what is made of it`, {
    value: inside.path,
    remedy: "name another folder to prepare in",
  });
}
