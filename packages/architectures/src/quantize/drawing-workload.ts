import { createGenerator, type DrawRequest, type RgbImage, type Session } from "@tiny-cats/core";
import { type InputValues, type Model, outputError, type RunModel, runBatches } from "@tiny-cats/onnx";
import type { GenerationManifest } from "@tiny-cats/schema";
import { outputGap } from "./output-gap.ts";
import type { Workload } from "./workload.ts";

/** Drawings that share a run. */
const BATCH = 4;
/** The most runs whose inputs are kept, and the most bytes of them. */
const MOST_RUNS = 48;
const MOST_BYTES = 256 * 2 ** 20;

export interface DrawingWorkloadOptions {
  readonly seed: number;
  readonly samples: number;
  readonly validationSamples: number;
  readonly sha256: string;
  readonly signal?: AbortSignal;
  readonly onDraw?: (done: number, total: number) => void;
}

/**
 * A generator's work: the inputs that it meets while it draws with its recommended sampler, from one seed to calibrate on and from the next to
 * measure on.
 *
 * Throws as `createGenerator` and drawing do.
 */
export async function drawingWorkload(
  original: Model,
  manifest: GenerationManifest,
  run: RunModel,
  { seed, samples, validationSamples, sha256, signal, onDraw }: DrawingWorkloadOptions,
): Promise<Workload> {
  const total = samples + validationSamples;
  let before = 0;

  /** Draws with a model; `see` is told of the inputs of every run. */
  async function draw(
    model: Model,
    runner: RunModel,
    own: number,
    count: number,
    { stop, see, onPicture }: { stop?: AbortSignal; see?: (inputs: InputValues) => void; onPicture?: () => void },
  ): Promise<RgbImage[]> {
    const generator = createGenerator(sessionOver(model, runner, see), manifest, { modelSha256: sha256 });
    const images: RgbImage[] = [];
    const options = { seed: own, batchSize: BATCH, ...(stop && { signal: stop }) };
    for await (const { image } of generator.draw(requests(manifest, count), options)) {
      images.push(image);
      onPicture?.();
    }
    return images;
  }

  async function record(own: number, count: number) {
    const seen: InputValues[] = [];
    const images = await draw(original, run, own, count, {
      ...(signal && { stop: signal }),
      see: (inputs) => void seen.push(inputs),
      onPicture: () => onDraw?.(++before, total),
    });
    return { images, batches: spread(seen) };
  }

  const calibration = await record(seed, samples);
  const validation = await record(seed + 1, validationSamples);
  const expected = await runBatches(original, validation.batches, run, signal);

  return {
    metric: "velocity.relative_error",
    calibration: { samples, batches: calibration.batches.map((inputs) => () => inputs) },
    sample: () => firstOf(validation.batches[0]),
    data: null,
    seed,
    loss: async (model, runner, { signal: stop }) =>
      outputError(expected, await runBatches(model, validation.batches, runner, stop)),
    async measure(model, runner, { signal: stop }) {
      const gap = outputGap();
      const found = await runBatches(model, validation.batches, runner, stop);
      expected.forEach((outputs, i) => {
        for (const [name, values] of Object.entries(outputs)) gap.add(values, found[i][name]);
      });
      const images = await draw(model, runner, seed + 1, validationSamples, stop ? { stop } : {});
      const pixels = outputGap();
      images.forEach(({ data }, i) => void pixels.add(validation.images[i].data, data));
      const { mean_difference, max_difference } = pixels.result();
      const noLabels = "a velocity has no label";
      return {
        accuracy_validation: {
          ...gap.result(),
          prediction_match_rate: null,
          predictions_matched: null,
          total_samples: validationSamples,
        },
        accuracy: null,
        drawings: { n: images.length, mean_difference, max_difference },
        reasons: {
          accuracy: "the model classifies nothing",
          "accuracy_validation.prediction_match_rate": noLabels,
          "accuracy_validation.predictions_matched": noLabels,
          kid_delta: "drawings were not compared with photos",
        },
      };
    },
  };
}

/** Breeds in turn; each of them its first picture, then its second. */
function requests({ generation: { drawable } }: GenerationManifest, count: number): DrawRequest[] {
  return Array.from({ length: count }, (_, i) => ({
    breed: drawable[i % drawable.length],
    index: Math.floor(i / drawable.length),
  }));
}

/** A model as core's pipelines take it. */
function sessionOver(model: Model, run: RunModel, see?: (inputs: InputValues) => void): Session {
  const tell = (infos: Model["graph"]["inputs"]) =>
    infos.map(({ name, type }) => ({
      name,
      dtype: type.dtype,
      dims: (type.shape ?? []).map((side) => (typeof side === "number" ? side : String(side))),
    }));
  const shapes = new Map(model.graph.outputs.map(({ name, type }) => [name, type.shape ?? []]));
  return {
    inputs: tell(model.graph.inputs),
    outputs: tell(model.graph.outputs),
    runtime: "",
    async run(feeds, { signal } = {}) {
      const inputs = Object.fromEntries(
        Object.entries(feeds).map(([name, { data, dims }]) => [name, { shape: dims, data: data.slice() }]),
      ) as InputValues;
      see?.(inputs);
      const batch = Object.values(feeds)[0].dims[0];
      const outputs = await run(model, inputs, signal ? { signal } : {});
      return Object.fromEntries(
        Object.entries(outputs).map(([name, data]) => {
          const dims = (shapes.get(name) ?? []).map((side) => (typeof side === "number" ? side : batch));
          return [name, { dtype: "float32" as const, data: data as Float32Array, dims }];
        }),
      );
    },
    dispose: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** Runs from the whole of the way, as many as may be kept. */
function spread(seen: readonly InputValues[]): InputValues[] {
  const size = Object.values(seen[0]).reduce((sum, { data }) => sum + data.length * 8, 0);
  const count = Math.max(1, Math.min(seen.length, MOST_RUNS, Math.floor(MOST_BYTES / size)));
  return Array.from({ length: count }, (_, i) => seen[Math.floor((i * seen.length) / count)]);
}

/** The first sample of a batch. */
function firstOf(inputs: InputValues): InputValues {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => {
      const size = data.length / shape[0];
      return [name, { shape: [1, ...shape.slice(1)], data: (data as Float32Array).slice(0, size) }];
    }),
  );
}
