import { type Architecture, plainPreprocessing, type Weights } from "@tiny-cats/architectures";
import type { Augmentation, ImageItem } from "@tiny-cats/data";
import type { Model } from "@tiny-cats/onnx";
import type { Preprocessing } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkSetting } from "../../optimizer/check-setting.ts";
import { trainingPictures } from "../pictures/training-pictures.ts";
import { checkRun } from "../run/check-run.ts";
import { classWeightsOf } from "./class-weights.ts";
import type { ClassifierTrainingOptions } from "./classifier-training-options.ts";
import { trainingRecipe } from "./training-recipe.ts";

/** What a training is about, once its data and options are known. */
export interface ClassifierPlan {
  readonly architecture: Architecture;
  readonly head: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly labels: readonly string[];
  readonly classOf: (label: string) => number;
  /** Place of the label that is no breed; -1 for none. */
  readonly other: number;
  readonly begun: Weights;
  readonly model: Model;
  /** Names of the weights that are trained, from the first layer to the last. */
  readonly trained: readonly string[];
  /** Whether batch normalisations learn, from the statistics of what is computed at a time. */
  readonly learnsNorms: boolean;
  readonly preprocessing: Preprocessing;
  readonly recipe: Augmentation;
  readonly pictures: { readonly train: readonly ImageItem[]; readonly val: readonly ImageItem[] };
  readonly seed: number;
  readonly batchSize: number;
  readonly epochSteps: number;
  readonly steps: number;
  readonly rate: number;
  /** What else the numbers follow from. */
  readonly settings: {
    readonly mixup: number;
    readonly smoothing: number;
    readonly classWeights?: readonly number[];
    readonly headRate: number;
    readonly layerDecay: number;
    readonly freeze: boolean;
    readonly augment: Augmentation;
    readonly batchSize: number;
  };
}

/** Settles what is trained on what. Throws what `trainClassifier` throws before it computes anything. */
export function classifierPlan(options: ClassifierTrainingOptions): ClassifierPlan {
  const { data, start, seed = 0, batchSize = 32, valSplit = 0.1, epochs = 14, rate = 2e-4, freeze = false } = options;
  const { headRate = 10 * rate, layerDecay = 1, mixup = 0.2, smoothing = 0.1, augment } = options;
  const { architecture, config, labels, weights: begun } = start;
  checkRun({ ...options, batchSize, valSplit });
  checkSetting("rate", rate, { least: 1e-12 });
  checkSetting("headRate", headRate, { least: 0 });
  checkSetting("mixup", mixup, { least: 0, most: 1 });
  checkSetting("smoothing", smoothing, { least: 0, below: 1 });
  checkSetting("layerDecay", layerDecay, { least: 0.01, most: 1 });
  const pictures = trainingPictures(data, { valSplit, seed });
  const places = new Map(labels.map((label, place) => [label, place]));
  for (const { label } of [...pictures.train, ...pictures.val])
    if (!places.has(label)) throw wrongLabels(label, labels);
  const { head } = architecture;
  if (head === undefined) throw wrongStart(architecture);
  const preprocessing = plainPreprocessing((config as { image_size: number }).image_size);
  const recipe = trainingRecipe(augment, preprocessing.crop.width);
  const model = architecture.graph(config, begun, { opset: 20 });
  const learnsNorms = config.batch_norm === "kept" && !freeze;
  const epochSteps = Math.ceil(pictures.train.length / batchSize);
  const classWeights = classWeightsOf(options.classWeights, labels, pictures.train);
  return {
    architecture,
    head,
    config,
    labels,
    classOf: (label) => places.get(label)!,
    other: places.get("Other") ?? -1,
    begun,
    model,
    trained: trainedNames(model, architecture, config).filter((name) => !freeze || name.startsWith(`${head}.`)),
    learnsNorms,
    preprocessing,
    recipe,
    pictures,
    seed,
    batchSize,
    epochSteps,
    steps: options.steps ?? epochs * epochSteps,
    rate,
    settings: {
      mixup,
      smoothing,
      headRate,
      layerDecay,
      freeze,
      augment: recipe,
      batchSize,
      ...(classWeights && { classWeights }),
    },
  };
}

/** Weights that the graph has, in the order of the architecture's table, but running statistics. */
function trainedNames({ graph }: Model, architecture: Architecture, config: unknown): string[] {
  return [...architecture.tensors(config).keys()].filter(
    (name) => graph.initializers.has(name) && !/\.running_(mean|var)$/.test(name),
  );
}

function wrongLabels(label: string, labels: readonly string[]): TinyCatsError {
  return new TinyCatsError("wrong-start", `the data has pictures of ${label}, which the network does not know`, {
    value: label,
    remedy: `give the data's labels to the network that is begun with; it has ${labels.join(", ")}.`,
  });
}

function wrongStart({ title, name }: Architecture): TinyCatsError {
  return new TinyCatsError("wrong-start", `${title} is no classifier's network`, {
    value: name,
    remedy: "begin with a network that readBackbone gave.",
  });
}
