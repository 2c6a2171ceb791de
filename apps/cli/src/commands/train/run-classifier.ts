import { trainClassifier } from "@tiny-cats/train/node";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { TRAIN_CLASSIFIER_OPTIONS } from "./classifier-spec.ts";
import { classifierStart } from "./classifier-start.ts";
import { commonOptions, told } from "./common-options.ts";
import { nativeOrt } from "./native-ort.ts";
import { parseClassWeights } from "./parse-class-weights.ts";
import { readRecipe } from "./read-recipe.ts";
import { withRecipe } from "./recipe-values.ts";
import { runTraining } from "./run-training.ts";

/** `tiny-cats train classifier`. */
export async function runTrainClassifier(context: CommandContext): Promise<ExitCode> {
  const { io, flags, options } = context;
  const typed = options as OptionValues<typeof TRAIN_CLASSIFIER_OPTIONS>;
  const file = typed.config;
  const recipe = await readRecipe(file, { task: "classifier", cwd: io.cwd });
  const values = withRecipe(typed, TRAIN_CLASSIFIER_OPTIONS, { recipe, file: file ?? "", flags });
  const common = commonOptions(values, { recipe, flags });
  const { from, backbone, freeze, mixup, seed } = values;
  const weights = values["class-weights"];
  const own = told({
    freeze,
    mixup,
    headRate: values["head-lr"],
    layerDecay: values["layer-decay"],
    smoothing: values["label-smoothing"],
    classWeights: weights === undefined ? undefined : parseClassWeights(weights),
  });
  const size = recipe.model?.image_size;
  return runTraining(context, "train classifier", values, async (frame) => {
    const ort = await nativeOrt();
    const { labels } = frame.data;
    const network = {
      labels,
      ...told({ backbone, seed }),
      ...(size !== undefined && { config: { image_size: size } }),
    };
    const start = await classifierStart(context, from, network);
    return trainClassifier(ort, { ...common, ...own, ...frame, start });
  });
}
