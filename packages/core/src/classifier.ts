import type { ClassificationManifest } from "@tiny-cats/schema";
import { classifierOver } from "./classifier-over.ts";
import { preprocess } from "./image/preprocess.ts";
import type { RgbImage } from "./image/rgb-image.ts";
import { expectTensor } from "./model-io.ts";
import type { ProviderChoice } from "./provider-choice.ts";
import type { Session } from "./session.ts";
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
  /**
   * Told of a picture that can't be read in a worker thread, by its place in the stream from 0, in its turn; the rest goes on.
   * Unless given, its error ends the stream.
   */
  onUnreadable?: (error: unknown, place: number) => void;
}

/** Says of pictures which class they show; `Picture` is what it takes for one. */
export interface Classifier<Picture = RgbImage> {
  readonly manifest: ClassificationManifest;
  readonly labels: readonly string[];
  /** What executes the graph. */
  readonly runtime: string;
  /** How that was chosen, where it was left open by `device: "auto"`. */
  readonly provider?: ProviderChoice;
  classify(picture: Picture, options?: { signal?: AbortSignal }): Promise<Classification>;
  /** Classifies a stream of pictures of any length, in order, a batch at a time; in a worker thread the batch after it is being read meanwhile. */
  classifyAll(
    pictures: Iterable<Picture> | AsyncIterable<Picture>,
    options?: ClassifyOptions,
  ): AsyncGenerator<Classification>;
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A classifier over a loaded graph: `pixel_values` f32 [b, 3, height, width] -> `logits` f32 [b, labels].
 *
 * @throws TinyCatsError "wrong-model" when graph and manifest disagree; from its methods "invalid-image", "non-finite-logits", or what the session throws.
 */
export function createClassifier(session: Session, manifest: ClassificationManifest): Classifier {
  const { preprocessing } = manifest;
  const { width, height } = preprocessing.crop;
  const size = 3 * width * height;
  const { input, output } = classifierIo(session, manifest);

  return classifierOver<RgbImage>(session, manifest, {
    async answer(images, { signal }) {
      const data = new Float32Array(images.length * size);
      for (const [i, image] of images.entries())
        preprocess(image, preprocessing, { out: data.subarray(i * size, (i + 1) * size) });
      const pixels: Tensor<"float32"> = { dtype: "float32", data, dims: [images.length, 3, height, width] };
      const outputs = await session.run({ [input]: pixels }, { signal });
      return { logits: outputs[output].data as Float32Array, unreadable: [] };
    },
  });
}

/** The names of a classifier's input and output. @throws TinyCatsError "wrong-model" when graph and manifest disagree */
export function classifierIo(
  session: Pick<Session, "inputs" | "outputs">,
  { preprocessing: { crop }, labels }: ClassificationManifest,
): { input: string; output: string } {
  return {
    input: expectTensor(session, "inputs", "pixel_values", "float32", ["batch", 3, crop.height, crop.width]),
    output: expectTensor(session, "outputs", "logits", "float32", ["batch", labels.length]),
  };
}
