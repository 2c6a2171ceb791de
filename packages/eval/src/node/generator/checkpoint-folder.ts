import { stat } from "node:fs/promises";
import { join } from "node:path";
import { convertCheckpoint, type OnnxRuntime } from "@tiny-cats/architectures/node";
import { BREEDS } from "@tiny-cats/core";
import { writeFileAtomic } from "@tiny-cats/files";
import { parseManifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { PLAIN_SAMPLER } from "./plain-sampler.ts";

/** Weights of a checkpoint: those that were trained, or their moving average. */
export type WeightsKind = "raw" | "ema";

export interface CheckpointFolderOptions {
  weights: WeightsKind;
  /** config.json of the model, where the checkpoint does not tell it all. */
  config?: Readonly<Record<string, unknown>>;
  /** Runs the graph for its parity check. */
  runtime?: OnnxRuntime;
  signal?: AbortSignal;
}

const GRAPH = "onnx/model.onnx";

/**
 * Makes a model's folder of a TinyDiT checkpoint: its graph, and a manifest with the project's breeds, the first 12 of which are drawable. Returns the checkpoint's
 * SHA-256 and configuration.
 *
 * @throws TinyCatsError "not-a-generator" for another architecture or other labels; what convertCheckpoint throws
 */
export async function checkpointFolder(
  checkpoint: string,
  folder: string,
  { weights, config: given, runtime, signal }: CheckpointFolderOptions,
): Promise<{ sha256: string; config: Record<string, unknown> }> {
  const { architecture, config, source, files } = await convertCheckpoint(checkpoint, folder, {
    to: ["onnx"],
    weights,
    ...(given !== undefined && { config: given }),
    ...(runtime && { runtime }),
    ...(signal && { signal }),
  });
  const dit = config as {
    image_size: number;
    num_classes: number;
    null_class: boolean;
    prediction: "sample" | "velocity";
  };
  const labels = BREEDS.map(({ label }) => label);
  if (architecture !== "tinydit" || dit.num_classes !== labels.length)
    throw new TinyCatsError(
      "not-a-generator",
      `${architecture} with this configuration draws none of the project's breeds`,
      {
        value: { architecture, num_classes: dit.num_classes },
        remedy: `give a checkpoint of TinyDiT with ${labels.length} labels, or the folder of a model with its tiny-cats.json`,
      },
    );
  const { image_size: side, null_class: extra, prediction } = dit;
  const [{ sha256 }] = files.filter(({ path }) => path === GRAPH);
  const picture = ["batch", 3, side, side];
  const manifest = {
    schema: "tiny-cats/manifest",
    version: 1,
    name: `checkpoint-${weights}`,
    task: "class-conditional-image-generation",
    architecture,
    license: "LicenseRef-unknown",
    labels,
    files: [{ path: GRAPH, role: "model", bytes: (await stat(join(folder, GRAPH))).size, sha256, dtype: "float32" }],
    inputs: [
      { name: "noise", dtype: "float32", shape: picture },
      { name: "timestep", dtype: "float32", shape: ["batch"] },
      { name: "breed", dtype: "int64", shape: ["batch"] },
    ],
    outputs: [{ name: "velocity", dtype: "float32", shape: picture }],
    generation: {
      image_size: side,
      drawable: BREEDS.filter(({ label }) => label !== "Other").map(({ id }) => id),
      null_class: extra ? labels.length : labels.length - 1,
      prediction,
      sampler: PLAIN_SAMPLER,
    },
  };
  await writeFileAtomic(join(folder, "tiny-cats.json"), JSON.stringify(parseManifest(manifest)), { signal });
  return { sha256: source.sha256, config: config as Record<string, unknown> };
}
