import { trainGenerator } from "@tiny-cats/train/node";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { commonOptions, told } from "./common-options.ts";
import { TRAIN_GENERATOR_OPTIONS } from "./generator-spec.ts";
import { generatorStart } from "./generator-start.ts";
import { nativeOrt } from "./native-ort.ts";
import { parseSizes } from "./parse-sizes.ts";
import { readRecipe } from "./read-recipe.ts";
import { withRecipe } from "./recipe-values.ts";
import { runTraining } from "./run-training.ts";

/** `tiny-cats train generator`. */
export async function runTrainGenerator(context: CommandContext): Promise<ExitCode> {
  const { io, flags, options } = context;
  const typed = options as OptionValues<typeof TRAIN_GENERATOR_OPTIONS>;
  const file = typed.config;
  const recipe = await readRecipe(file, { task: "generator", cwd: io.cwd });
  const values = withRecipe(typed, TRAIN_GENERATOR_OPTIONS, { recipe, file: file ?? "", flags });
  const common = commonOptions(values, { recipe, flags });
  const { from, preset, width, depth, heads, prediction } = values;
  const own = told({
    ...{ preset, width, depth, heads, prediction },
    imageSize: recipe.model?.image_size,
    patchSize: recipe.model?.patch_size,
    sizes: values["image-sizes"] === undefined ? undefined : parseSizes(values["image-sizes"]),
    labelDropout: values["label-dropout"],
    timeSampling: values["time-sampling"],
    sampleEvery: values["sample-every"],
  });
  return runTraining(context, "train generator", values, async (frame) => {
    const ort = await nativeOrt();
    const start = from === undefined ? undefined : await generatorStart(context, from);
    return trainGenerator(ort, { ...common, ...own, ...frame, ...(start && { start }) });
  });
}
