import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname, resolve } from "node:path";
import { createWorkerPool, describeMachine } from "@tiny-cats/core/node";
import { sha256File } from "@tiny-cats/files";
import { checkModel, type Model, type RunModel } from "@tiny-cats/onnx";
import type { Manifest, QuantizationReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { readOnnxFile } from "../node/read-onnx-file.ts";
import { writeGraph } from "../node/write-graph.ts";
import { drawingWorkload } from "./drawing-workload.ts";
import { findModelFile } from "./find-model-file.ts";
import { hashInputs } from "./hash-inputs.ts";
import { measureLatency } from "./measure-latency.ts";
import { modelRunner } from "./model-runner.ts";
import { pictureWorkload } from "./picture-workload.ts";
import type { QuantizeFileOptions } from "./quantize-options.ts";
import { quantizer } from "./quantizer.ts";
import { versionsWith } from "./versions-with.ts";
import { withinLoss } from "./within-loss.ts";
import type { Measurement, Workload } from "./workload.ts";

const BY = "@tiny-cats/architectures";

/**
 * Quantizes an ONNX file (or that of a model's folder) and writes it to `out`, whole or not at all; measures what that costs and saves.
 *
 * A classifier is calibrated and measured on labelled pictures, a generator on the way of its own drawings; both need a tiny-cats.json beside the
 * model. Other models are quantized dynamically or to float16, and nothing is measured but their size.
 *
 * Throws `calibration-needed` where there is nothing to measure on, `quantization-loss` over the loss allowed, `output-is-source`, `empty-split`,
 * `unknown-node`; as finding, reading, running and writing do.
 */
export async function quantizeFile(
  path: string,
  out: string,
  options: QuantizeFileOptions,
): Promise<QuantizationReport> {
  const { method, signal, onProgress, maxLoss, latencyRuns = 30, threads = availableParallelism() } = options;
  const stop = signal ? { signal } : {};
  const found = await findModelFile(path, stop);
  if (resolve(found.path) === resolve(out)) {
    throw new TinyCatsError("output-is-source", "the quantized model would replace the one it is made of", {
      value: out,
      remedy: "name another file to write",
    });
  }
  const source = await sha256File(found.path, stop);
  const original = checkModel(await readOnnxFile(found.path, stop));
  const pool = options.pool ?? createWorkerPool();
  try {
    await using runner = modelRunner(pool, { threads });
    const { run } = runner;
    const workload = await workloadOf(original, found.manifest, run, source, options);
    const calibration = workload && {
      samples: workload.calibration.samples,
      batches: workload.calibration.batches.length,
      sha256: hashInputs(workload.calibration.batches),
    };
    const isUsed = calibration && (method === "static" || maxLoss !== undefined);
    const origin = { source, ...(calibration && method === "static" && { calibration: calibration.sha256 }) };
    const own = await quantizer(original, workload, run, options, origin);
    const { model, skip, loss } = await withinLoss(original, own, workload, run, options);
    checkModel(model);
    onProgress?.({ stage: "validating", done: 0, total: 1 });
    const measurement = await workload?.measure(model, run, stop);
    onProgress?.({ stage: "validating", done: 1, total: 1 });
    const latency =
      workload && latencyRuns > 0
        ? await measureLatency([original, model], workload.sample(), pool, {
            ...{ runs: latencyRuns, runtimes: options.runtimes ?? ["onnxruntime-node"], threads },
            ...stop,
            onRun: (done, total) => onProgress?.({ stage: "timing", done, total }),
          })
        : [];
    signal?.throwIfAborted();
    const files = await writeGraph(dirname(resolve(out)), basename(out), model, stop);
    const originalSize = await sizeOf(found.path, original);
    const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const timestamp = new Date().toISOString();
    return {
      schema: "tiny-cats/quantization-report",
      version: 1,
      measured: measurement?.accuracy_validation
        ? {
            model: { file: basename(out), sha256: files[0].sha256 },
            data: workload!.data,
            n: measurement.accuracy_validation.total_samples,
            seed: workload!.seed,
            hardware: describeMachine(),
            versions: versionsWith(runner.runtime()),
            command: options.command ?? `quantizeFile, method ${method}`,
            date: timestamp,
            by: options.by ?? BY,
          }
        : null,
      method,
      settings: own.settings,
      source: { file: basename(found.path), sha256: source },
      original_size: originalSize,
      quantized_size: size,
      reduction_percent: 100 * (1 - size / originalSize),
      output_path: out,
      output_sha256: files[0].sha256,
      skipped: [...skip],
      calibration: isUsed ? calibration : null,
      accuracy_validation: measurement?.accuracy_validation ?? null,
      accuracy: measurement?.accuracy ?? null,
      drawings: measurement?.drawings ?? null,
      kid_delta: null,
      latency: latency.length > 0 ? latency : null,
      gate:
        loss === null || maxLoss === undefined
          ? null
          : { metric: workload!.metric, max_loss: maxLoss, loss, passed: loss <= maxLoss, forced: loss > maxLoss },
      timestamp,
      not_measured: reasons(measurement, {
        calibration: isUsed ? undefined : "nothing was calibrated",
        latency:
          latency.length > 0
            ? undefined
            : latencyRuns > 0 && workload
              ? "no runtime is there"
              : "it was not asked for, or there are no inputs",
        gate: loss === null ? "no loss was set" : undefined,
      }),
    };
  } finally {
    if (!options.pool) await pool.dispose();
  }
}

async function workloadOf(
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

/** Bytes of a file and, where they are more than it can hold, of the weights beside it. */
async function sizeOf(path: string, { graph }: Model): Promise<number> {
  const { size } = await stat(path);
  const weights = [...graph.initializers.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  return weights > size ? size + weights : size;
}

function reasons(measurement: Measurement | undefined, own: Readonly<Record<string, string | undefined>>) {
  const none = "there was nothing to measure on";
  const all = measurement
    ? measurement.reasons
    : Object.fromEntries(
        ["measured", "accuracy_validation", "accuracy", "drawings", "kid_delta"].map((key) => [key, none]),
      );
  return Object.fromEntries(
    Object.entries({ ...all, ...own }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
