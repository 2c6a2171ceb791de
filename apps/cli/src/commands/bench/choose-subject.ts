import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findModel } from "@tiny-cats/core/node";
import { classifier as embedded } from "@tiny-cats/models";
import type { Manifest } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { Io } from "../../io.ts";
import { usageError } from "../../usage-error.ts";

/** What is measured, and where it lies. */
export interface BenchSubject {
  kind: "graph" | "classifier" | "generator";
  path: string;
}

const PIPELINES = {
  "image-classification": "classifier",
  "class-conditional-image-generation": "generator",
  "text-generation": undefined,
} as const;

/**
 * What a command line asks to measure: a model's pipeline where its manifest has one, else its graph.
 *
 * @throws TinyCatsError "conflicting-options" for a pipeline that there is not; what findModel throws
 */
export async function chooseSubject(
  model: string | undefined,
  of: "graph" | "pipeline" | undefined,
  { cwd, signal }: Pick<Io, "cwd" | "signal">,
): Promise<BenchSubject> {
  const path = model === undefined ? dirname(fileURLToPath(embedded.manifest)) : resolve(cwd, model);
  if (of === "graph") return { kind: "graph", path };
  const isFile = (await stat(path).catch(() => undefined))?.isFile() ?? false;
  if (of === undefined && isFile) return { kind: "graph", path };
  // A generator alone lies in a folder of its own below the one that was pulled.
  const look = (task?: Manifest["task"]) =>
    findModel(path, { signal, ...(task && { task }) }).catch((error) => {
      if (isTinyCatsError(error) && error.code === "no-manifest" && (of === undefined || task === undefined))
        return undefined;
      throw error;
    });
  const found = (await look()) ?? (await look("class-conditional-image-generation"));
  const kind = found && PIPELINES[found.manifest.task];
  if (kind) return { kind, path: found.folder };
  if (of === undefined) return { kind: "graph", path };
  throw usageError("conflicting-options", `there is no pipeline for ${found?.manifest.task}`, {
    value: of,
    remedy: "measure the graph alone: --of graph",
  });
}
