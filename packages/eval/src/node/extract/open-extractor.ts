import { normalize, type RgbImage, resize } from "@tiny-cats/core";
import { createWorkerPool, findModel, type LoadOptions, type ModelSource, readGraph } from "@tiny-cats/core/node";
import type { ClassificationManifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Extractor } from "../../features/extractor.ts";

/** A network that gives features and classes of pictures. */
export interface PictureExtractor {
  /** Of its features. */
  features: Extractor;
  /** Of its logits. */
  classes: Extractor;
  runtime: string;
  /** How pictures become its input: what their features depend on beside the network. */
  preprocessing: Readonly<Record<string, unknown>>;
  /** Numbers that a picture becomes. */
  inputSize: number;
  prepare(image: RgbImage): Float32Array;
  /** @param pixels those of some pictures, one after the other; handed over */
  run(
    pixels: Float32Array,
    options?: { signal?: AbortSignal },
  ): Promise<{ features: Float32Array; logits: Float32Array }>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A classifier that can be such a network. */
export interface ClassifierExtractor extends PictureExtractor {
  manifest: ClassificationManifest;
}

/**
 * Opens a classifier whose graph has, beside `logits` f32 [b, labels], an output `features` f32 [b, d].
 *
 * Pictures are resized to its input by Pillow's bicubic filter, whatever their shape, then scaled and normalised as its manifest says.
 *
 * @throws TinyCatsError "no-features", "wrong-model", "model-not-found", "no-manifest", "hash-mismatch", "no-runtime", "invalid-model"
 */
export async function openExtractor(source: ModelSource, options: LoadOptions = {}): Promise<ClassifierExtractor> {
  const { signal } = options;
  const { manifest, graph } = await findModel(source, { task: "image-classification", signal });
  if (manifest.task !== "image-classification")
    throw new TinyCatsError("wrong-model", `${manifest.name} is no classifier, so it has no features to compare by`, {
      value: manifest.task,
      remedy: "give the classifier whose features drawings are to be judged by",
    });
  const { crop, rescale_factor, mean, std } = manifest.preprocessing;
  const inputSize = 3 * crop.width * crop.height;
  const pool = createWorkerPool({ workers: 1 });
  const dispose = () => pool.dispose();
  try {
    const session = await pool.load(
      async () => readGraph(await findModel(source, { task: "image-classification", signal }), { signal }),
      options,
    );
    const input = (session.inputs.find(({ name }) => name === "pixel_values") ?? session.inputs[0]).name;
    const has = (name: string) => session.outputs.some((output) => output.name === name);
    if (!has("features") || !has("logits"))
      throw new TinyCatsError("no-features", `the graph of ${manifest.name} has no outputs "features" and "logits"`, {
        value: session.outputs.map(({ name }) => name),
        remedy: "give a classifier whose graph has both, such as the embedded one",
      });
    const run: PictureExtractor["run"] = async (data, { signal } = {}) => {
      const count = data.length / inputSize;
      const pixels = { dtype: "float32" as const, data, dims: [count, 3, crop.height, crop.width] };
      const outputs = await session.run({ [input]: pixels }, { signal });
      return {
        features: outputs.features.data as Float32Array,
        logits: outputs.logits.data as Float32Array,
      };
    };
    // Older runtimes don't tell an output's shape; a run does.
    const tried = await run(new Float32Array(inputSize), { signal });
    const named = (what: string, dimension: number) => ({
      name: `${what} of ${manifest.name}`,
      sha256: graph.sha256,
      dimension,
    });
    return {
      manifest,
      features: named("features", tried.features.length),
      classes: named("classes", tried.logits.length),
      runtime: session.runtime,
      preprocessing: { resize: [crop.width, crop.height], resample: "bicubic", rescale_factor, mean, std },
      inputSize,
      prepare: (image) =>
        normalize(resize(image, { width: crop.width, height: crop.height, filter: "bicubic" }), manifest.preprocessing),
      run,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
