import type { Model, RunModel } from "@tiny-cats/onnx";
import type { Manifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { drawingWorkload } from "./drawing-workload.ts";
import { pictureWorkload } from "./picture-workload.ts";
import type { QuantizeFileOptions } from "./quantize-options.ts";
import type { Workload } from "./workload.ts";

/**
 * What a model is measured on by what its manifest says that it is for; undefined where there is nothing, and nothing need be measured.
 *
 * Throws `calibration-needed`, and as the workloads do.
 */
export async function workloadOf(
  original: Model,
  manifest: Manifest | undefined,
  run: RunModel,
  sha256: string,
  {
    method,
    pictures,
    dataset = "labelled pictures",
    split = "val",
    samples,
    validationSamples,
    seed = 1,
    maxLoss,
    signal,
    onProgress,
  }: QuantizeFileOptions,
): Promise<Workload | undefined> {
  const stop = signal ? { signal } : {};
  const tell = (done: number, total: number) => onProgress?.({ stage: "reading", done, total });
  if (manifest?.task === "image-classification" && pictures) {
    const counts = { samples: samples ?? 100, validationSamples: validationSamples ?? 1000 };
    return pictureWorkload(original, manifest, pictures, { dataset, split, ...counts, ...stop, onRead: tell });
  }
  if (manifest?.task === "class-conditional-image-generation") {
    const counts = { samples: samples ?? 12, validationSamples: validationSamples ?? 12 };
    return drawingWorkload(original, manifest, run, { seed, sha256, ...counts, ...stop, onDraw: tell });
  }
  if (method !== "static" && maxLoss === undefined) return undefined;
  throw new TinyCatsError(
    "calibration-needed",
    `there is nothing to ${method === "static" ? "calibrate" : "measure"} on`,
    {
      value: manifest?.task,
      remedy: manifest
        ? "give labelled pictures, as a classifier needs them"
        : "give a classifier or generator with its tiny-cats.json; other models can be quantized dynamically or to float16, without a bound on the loss",
    },
  );
}
