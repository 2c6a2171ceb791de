import { cropSeen, findLabel, normalize, type RgbImage } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/node";
import type { InputValues, Model, RunModel } from "@tiny-cats/onnx";
import type { ClassificationManifest } from "@tiny-cats/schema";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import { type LabelledPicture, splitPictures, spreadPictures } from "./labelled-picture.ts";
import { outputGap } from "./output-gap.ts";
import type { Workload } from "./workload.ts";

const BATCH = 8;

export interface PictureWorkloadOptions {
  readonly dataset: string;
  readonly split: string;
  readonly samples: number;
  readonly validationSamples: number;
  readonly signal?: AbortSignal;
  readonly onRead?: (done: number, total: number) => void;
}

/**
 * A classifier's work on labelled pictures: calibration on some, accuracy on others.
 *
 * Throws `empty-split`, `unknown-breed`; as `decodeImage` does, naming the picture.
 */
export async function pictureWorkload(
  original: Model,
  manifest: ClassificationManifest,
  pictures: readonly LabelledPicture[],
  { dataset, split, samples, validationSamples, signal, onRead }: PictureWorkloadOptions,
): Promise<Workload> {
  const { preprocessing, labels } = manifest;
  const parts = splitPictures(pictures, split);
  const chosen = {
    calibration: spreadPictures(parts.calibration, samples),
    validation: spreadPictures(parts.validation, validationSamples),
  };
  const truth = chosen.validation.map(({ label }) => findLabel(label, labels));
  const total = chosen.calibration.length + chosen.validation.length;
  let done = 0;
  async function read(list: readonly LabelledPicture[]): Promise<RgbImage[]> {
    const crops: RgbImage[] = [];
    for (const { path } of list) {
      signal?.throwIfAborted();
      crops.push(cropSeen(await decode(path, signal), preprocessing));
      onRead?.(++done, total);
    }
    return crops;
  }
  const calibration = batchesOf(await read(chosen.calibration));
  const validation = batchesOf(await read(chosen.validation));
  const { width, height } = preprocessing.crop;
  const input = original.graph.inputs[0].name;
  const output = original.graph.outputs.find(({ name }) => name === "logits")?.name ?? original.graph.outputs[0].name;
  const toInputs = (crops: readonly RgbImage[]): InputValues => {
    const size = 3 * width * height;
    const data = new Float32Array(crops.length * size);
    crops.forEach((crop, i) => void normalize(crop, preprocessing, { out: data.subarray(i * size, (i + 1) * size) }));
    return { [input]: { shape: [crops.length, 3, height, width], data } };
  };

  async function logitsOf(model: Model, run: RunModel, stop?: AbortSignal): Promise<ArrayLike<number>[]> {
    const rows: ArrayLike<number>[] = [];
    for (const crops of validation) {
      stop?.throwIfAborted();
      const outputs = await run(model, toInputs(crops), stop ? { signal: stop } : {});
      const all = Array.from(outputs[output]);
      for (let i = 0; i < crops.length; i++) rows.push(all.slice(i * labels.length, (i + 1) * labels.length));
    }
    return rows;
  }
  let before: Promise<ArrayLike<number>[]> | undefined;
  const originals = (run: RunModel, stop?: AbortSignal) => {
    before ??= logitsOf(original, run, stop);
    return before;
  };
  const other = labels.indexOf("Other");
  const breeds = truth.flatMap((id, i) => (id === other ? [] : [i]));
  const shareRight = (rows: readonly ArrayLike<number>[], places: readonly number[]) =>
    places.filter((i) => topOf(rows[i]) === truth[i]).length / places.length;
  const compare = (a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[], places: readonly number[]) => {
    const [first, second] = [shareRight(a, places), shareRight(b, places)];
    return { original: first, quantized: second, delta: second - first, n: places.length };
  };
  const everything = truth.map((_, i) => i);

  return {
    metric: breeds.length > 0 ? "accuracy.breeds" : "accuracy.all",
    calibration: { samples: chosen.calibration.length, batches: calibration.map((crops) => () => toInputs(crops)) },
    sample: () => toInputs(validation[0].slice(0, 1)),
    data: { name: dataset, split, n: chosen.validation.length },
    seed: null,
    async loss(model, run, { signal: stop }) {
      const places = breeds.length > 0 ? breeds : everything;
      return -compare(await originals(run, stop), await logitsOf(model, run, stop), places).delta;
    },
    async measure(model, run, { signal: stop }) {
      const [a, b] = [await originals(run, stop), await logitsOf(model, run, stop)];
      const gap = outputGap();
      a.forEach((row, i) => void gap.add(row, b[i]));
      const matched = a.filter((row, i) => topOf(row) === topOf(b[i])).length;
      return {
        accuracy_validation: {
          ...gap.result(),
          prediction_match_rate: matched / a.length,
          predictions_matched: matched,
          total_samples: a.length,
        },
        accuracy: {
          split,
          all: compare(a, b, everything),
          breeds: breeds.length > 0 ? compare(a, b, breeds) : null,
        },
        drawings: null,
        reasons: {
          drawings: "the model draws nothing",
          kid_delta: "the model draws nothing",
          ...(breeds.length === 0 && { "accuracy.breeds": "no picture is of a breed" }),
        },
      };
    },
  };
}

async function decode(path: string, signal?: AbortSignal): Promise<RgbImage> {
  try {
    return await decodeImage(path, signal ? { signal } : {});
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    const { code, message, value, remedy } = error;
    throw new TinyCatsError(code, `${path}: ${message}`, { value, remedy, cause: error });
  }
}

function batchesOf(crops: readonly RgbImage[]): (readonly RgbImage[])[] {
  return Array.from({ length: Math.ceil(crops.length / BATCH) }, (_, i) => crops.slice(i * BATCH, (i + 1) * BATCH));
}

/** The place of the largest number. */
function topOf(row: ArrayLike<number>): number {
  let top = 0;
  for (let i = 1; i < row.length; i++) if (row[i] > row[top]) top = i;
  return top;
}
