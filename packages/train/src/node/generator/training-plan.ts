import type { TinyDitConfig, Weights } from "@tiny-cats/architectures";
import type { Augmentation, ImageItem } from "@tiny-cats/data";
import { checkSetting } from "../../optimizer/check-setting.ts";
import { augmentationOf } from "../pictures/augmentation-of.ts";
import { trainingPictures } from "../pictures/training-pictures.ts";
import { checkRun } from "../run/check-run.ts";
import { chooseConfig } from "./choose-config.ts";
import { drawnClasses } from "./class-labels.ts";
import type { FlowOptions } from "./flow-batch.ts";
import type { GeneratorTrainingOptions } from "./generator-training-options.ts";
import { initialWeights } from "./initial-weights.ts";
import { pictureSizes } from "./picture-sizes.ts";
import { parseTimeSampling } from "./time-sampling.ts";

/** What is taken of pictures without a head's box: most of them. */
const MOST = { area: [0.75, 1], ratio: [1, 1] } as const;

/** What a training is about, once its data and options are known. */
export interface TrainingPlan {
  readonly config: TinyDitConfig;
  /** The weights to begin with. */
  readonly begun: Weights;
  readonly pictures: { readonly train: readonly ImageItem[]; readonly val: readonly ImageItem[] };
  /** Of all classes; undefined where the starting model knows more than the pictures tell. */
  readonly labels?: readonly string[];
  /** The classes that are drawn, with what they are called. */
  readonly drawn: readonly { readonly id: number; readonly label: string }[];
  /** How pictures are changed, in the largest size. */
  readonly recipe: Augmentation;
  /** In the network's own size. */
  readonly flow: FlowOptions;
  /** Sides of the pictures that are learnt from. */
  readonly sizes: readonly number[];
  readonly seed: number;
  readonly batchSize: number;
  /** Updates of a pass over the data, and of the run. */
  readonly epochSteps: number;
  readonly steps: number;
}

/** Settles what is trained on what. Throws what `trainGenerator` throws before it computes anything. */
export function trainingPlan(options: GeneratorTrainingOptions): TrainingPlan {
  const { data, start, seed = 0, batchSize = 64, valSplit = 0.1, labelDropout = 0.1, epochs } = options;
  checkRun({ batchSize, valSplit, epochs, accumulate: options.accumulate });
  checkSetting("labelDropout", labelDropout, { least: 0, below: 1 });
  const { labels, drawn, keep, classOf } = drawnClasses(data.items);
  const wanted = data.items.filter(keep);
  // Whole photos among heads would teach what no head looks like.
  const heads = wanted.filter(({ box }) => box);
  const pictures = trainingPictures({ ...data, items: heads.length > 0 ? heads : wanted }, { valSplit, seed });
  const config = chooseConfig(options, labels.length, start);
  const { image_size: size, num_classes, null_class, prediction } = config;
  const sizes = pictureSizes(config, options.sizes);
  const crop = { size: Math.max(...sizes), ...(heads.length === 0 && { resized: MOST }) };
  const epochSteps = Math.ceil(pictures.train.length / batchSize);
  return {
    config,
    begun: start?.weights ?? initialWeights(config, seed),
    pictures,
    ...(labels.length === num_classes && { labels }),
    drawn: drawn.map((id) => ({ id, label: labels[id] })),
    recipe: augmentationOf(options.augment ?? "basic", crop),
    flow: {
      seed,
      size,
      classOf,
      nullClass: null_class ? num_classes : num_classes - 1,
      labelDropout,
      times: parseTimeSampling(options.timeSampling ?? "logit-normal"),
      prediction,
    },
    sizes,
    seed,
    batchSize,
    epochSteps,
    steps: options.steps ?? (epochs === undefined ? 10_000 : epochs * epochSteps),
  };
}
