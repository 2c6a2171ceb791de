import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname, resolve } from "node:path";
import { createWorkerPool, describeMachine } from "@tiny-cats/core/node";
import { sha256File } from "@tiny-cats/files";
import { checkModel, type Model } from "@tiny-cats/onnx";
import type { GenerationManifest, Manifest, QuantizationReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { readOnnxFile } from "../node/read-onnx-file.ts";
import { writeGraph } from "../node/write-graph.ts";
import { drawingsDelta } from "./drawings-delta.ts";
import { findModelFile } from "./find-model-file.ts";
import { gateDrawings } from "./gate-drawings.ts";
import { hashInputs } from "./hash-inputs.ts";
import { measureLatency } from "./measure-latency.ts";
import { modelRunner } from "./model-runner.ts";
import type { QuantizeFileOptions } from "./quantize-options.ts";
import { quantizer } from "./quantizer.ts";
import { versionsWith } from "./versions-with.ts";
import { withinLoss } from "./within-loss.ts";
import type { Measurement } from "./workload.ts";
import { workloadOf } from "./workload-of.ts";

const BY = "@tiny-cats/architectures";

/**
 * Quantizes an ONNX file (or that of a model's folder) and writes it to `out`, whole or not at all; measures what that costs and saves.
 *
 * A classifier is calibrated and measured on labelled pictures, a generator on the way of its own drawings; both need a tiny-cats.json beside the
 * model. Other models are quantized dynamically or to float16, and nothing is measured but their size. With `compareDrawings` a generator's drawings are
 * compared with photos as well, and its loss is that of their kernel distance.
 *
 * Throws `calibration-needed` where there is nothing to measure on, `quantization-loss` over the loss allowed, `output-is-source`, `empty-split`,
 * `unknown-node`, `wrong-model` where drawings of no generator were to be compared; as finding, reading, running, comparing and writing do.
 */
export async function quantizeFile(
  path: string,
  out: string,
  options: QuantizeFileOptions,
): Promise<QuantizationReport> {
  const { method, signal, onProgress, latencyRuns = 30, threads = availableParallelism(), compareDrawings } = options;
  const stop = signal ? { signal } : {};
  const found = await findModelFile(path, stop);
  if (resolve(found.path) === resolve(out)) {
    throw new TinyCatsError("output-is-source", "the quantized model would replace the one it is made of", {
      value: out,
      remedy: "name another file to write",
    });
  }
  const generator = compareDrawings && { path, manifest: generating(found.manifest) };
  // A kernel distance takes too many drawings to look for nodes by: it has the last word alone.
  const { maxLoss: bound, ...unbound } = options;
  const searched: QuantizeFileOptions = generator ? unbound : options;
  const { maxLoss } = searched;
  const source = await sha256File(found.path, stop);
  const original = checkModel(await readOnnxFile(found.path, stop));
  const pool = options.pool ?? createWorkerPool();
  try {
    await using runner = modelRunner(pool, { threads });
    const { run } = runner;
    const workload = await workloadOf(original, found.manifest, run, source, searched);
    const calibration = workload && {
      samples: workload.calibration.samples,
      batches: workload.calibration.batches.length,
      sha256: hashInputs(workload.calibration.batches),
    };
    const isUsed = calibration && (method === "static" || maxLoss !== undefined);
    const origin = { source, ...(calibration && method === "static" && { calibration: calibration.sha256 }) };
    const own = await quantizer(original, workload, run, searched, origin);
    const { model, skip, loss } = await withinLoss(original, own, workload, run, searched);
    checkModel(model);
    onProgress?.({ stage: "validating", done: 0, total: 1 });
    const measurement = await workload?.measure(model, run, stop);
    onProgress?.({ stage: "validating", done: 1, total: 1 });
    const compared = generator && (await drawingsDelta(generator, model, compareDrawings, stop));
    const gate = compared
      ? gateDrawings(compared, { ...options, skip })
      : loss === null || maxLoss === undefined
        ? null
        : { metric: workload!.metric, max_loss: maxLoss, loss, passed: loss <= maxLoss, forced: loss > maxLoss };
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
            versions: { ...versionsWith(runner.runtime()), ...compared?.versions },
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
      kid_delta: compared?.delta ?? null,
      ...(compared && { kid: compared.kid }),
      latency: latency.length > 0 ? latency : null,
      gate,
      timestamp,
      not_measured: reasons(measurement, {
        calibration: isUsed ? undefined : "nothing was calibrated",
        latency:
          latency.length > 0
            ? undefined
            : latencyRuns > 0 && workload
              ? "no runtime is there"
              : "it was not asked for, or there are no inputs",
        ...(compared && { kid_delta: undefined }),
        gate: gate ? undefined : "no loss was set",
      }),
    };
  } finally {
    if (!options.pool) await pool.dispose();
  }
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

function generating(manifest: Manifest | undefined): GenerationManifest {
  if (manifest?.task === "class-conditional-image-generation") return manifest;
  throw new TinyCatsError("wrong-model", "drawings were to be compared, and this model draws nothing", {
    value: manifest?.task ?? null,
    remedy: "give a generator with its tiny-cats.json, or leave out the photos to compare with",
  });
}
