import type { ClassificationManifest, Preprocessing } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { batches } from "./batches.ts";
import { preprocess } from "./image/preprocess.ts";
import type { RgbImage } from "./image/rgb-image.ts";
import { expectTensor } from "./model-io.ts";
import type { ProviderChoice } from "./provider-choice.ts";
import type { Session } from "./session.ts";
import { softmax } from "./softmax.ts";
import type { Tensor } from "./tensor.ts";

/** One class and how probable the classifier holds it. */
export interface Prediction {
  id: number;
  label: string;
  /** 0 to 1; all predictions of a picture sum to 1. */
  probability: number;
}

/** What a classifier says of one picture. */
export interface Classification {
  /** Every class, most probable first. */
  predictions: Prediction[];
  /** 1 - P(Other); undefined for a model without that class. */
  catProbability: number | undefined;
  /** The graph's raw outputs, by id. */
  logits: Float32Array;
}

export interface ClassifyOptions {
  signal?: AbortSignal;
  /** Pictures per run, 1 to 256; 8 unless told. More is faster up to a point and takes more memory. */
  batchSize?: number;
}

/** Says of pictures which class they show. */
export interface Classifier {
  readonly manifest: ClassificationManifest;
  readonly labels: readonly string[];
  /** What executes the graph. */
  readonly runtime: string;
  /** How that was chosen, where it was left open by `device: "auto"`. */
  readonly provider?: ProviderChoice;
  classify(image: RgbImage, options?: { signal?: AbortSignal }): Promise<Classification>;
  /** Classifies a stream of pictures of any length, in order, holding one batch at a time. */
  classifyAll(
    images: Iterable<RgbImage> | AsyncIterable<RgbImage>,
    options?: ClassifyOptions,
  ): AsyncGenerator<Classification>;
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Turns a picture into the pixels of one picture of a batch, f32 [3, height, width]. */
export type Preprocess = (image: RgbImage, spec: Preprocessing) => Float32Array | Promise<Float32Array>;

/**
 * A classifier over a loaded graph: `pixel_values` f32 [b, 3, height, width] -> `logits` f32 [b, labels].
 *
 * @throws TinyCatsError "wrong-model" when graph and manifest disagree; from its methods "non-finite-logits", or what the session throws.
 */
export function createClassifier(
  session: Session,
  manifest: ClassificationManifest,
  { preprocess: toPixels = preprocess as Preprocess }: { preprocess?: Preprocess } = {},
): Classifier {
  const { preprocessing, labels } = manifest;
  const { width, height } = preprocessing.crop;
  const size = 3 * width * height;
  const input = expectTensor(session, "inputs", "pixel_values", "float32", ["batch", 3, height, width]);
  const output = expectTensor(session, "outputs", "logits", "float32", ["batch", labels.length]);
  const other = labels.indexOf("Other");

  async function classifyBatch(images: readonly RgbImage[], signal?: AbortSignal): Promise<Classification[]> {
    signal?.throwIfAborted();
    const data = new Float32Array(images.length * size);
    for (const [i, image] of images.entries()) data.set(await toPixels(image, preprocessing), i * size);
    const pixels: Tensor<"float32"> = { dtype: "float32", data, dims: [images.length, 3, height, width] };
    const logits = (await session.run({ [input]: pixels }, { signal }))[output].data as Float32Array;
    return images.map((_, i) => read(logits.slice(i * labels.length, (i + 1) * labels.length)));
  }

  function read(logits: Float32Array): Classification {
    if (!logits.every(Number.isFinite)) {
      throw new TinyCatsError("non-finite-logits", "the classifier's output holds NaN or infinite values", {
        value: Array.from(logits),
        remedy: "the model is damaged or was not trained to an end: use another one",
      });
    }
    const probabilities = softmax(logits);
    const predictions = labels.map((label, id) => ({ id, label, probability: probabilities[id] }));
    predictions.sort((a, b) => b.probability - a.probability || a.id - b.id);
    return { predictions, catProbability: other < 0 ? undefined : 1 - probabilities[other], logits };
  }

  return {
    manifest,
    labels,
    runtime: session.runtime,
    provider: session.provider,
    async classify(image, { signal } = {}) {
      return (await classifyBatch([image], signal))[0];
    },
    async *classifyAll(images, { signal, batchSize = 8 } = {}) {
      for await (const batch of batches(images, checkBatchSize(batchSize))) yield* await classifyBatch(batch, signal);
    },
    dispose: () => session.dispose(),
    [Symbol.asyncDispose]: () => session.dispose(),
  };
}

/** @throws TinyCatsError "invalid-batch-size" for anything but a whole number from 1 to 256. */
export function checkBatchSize(batchSize: number): number {
  if (Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= 256) return batchSize;
  throw new TinyCatsError("invalid-batch-size", `a batch can't hold ${batchSize} pictures`, {
    value: batchSize,
    remedy: "use a whole number from 1 to 256",
  });
}
