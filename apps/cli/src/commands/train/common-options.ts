import type { ModelTrainingOptions, Recipe } from "@tiny-cats/train/node";
import type { CommandContext } from "../../command-context.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { chosenAugmentation } from "./chosen-augmentation.ts";
import type { DATA_OPTIONS, RECORD_OPTIONS, RUN_OPTIONS, UPDATE_OPTIONS } from "./training-options.ts";

/** Values of the options that both trainings have. */
export type CommonValues = OptionValues<
  readonly [...typeof RUN_OPTIONS, ...typeof UPDATE_OPTIONS, ...typeof DATA_OPTIONS, ...typeof RECORD_OPTIONS]
>;

/**
 * What both trainings are told by the options that they share.
 *
 * @throws TinyCatsError "conflicting-options"
 */
export function commonOptions(
  values: CommonValues,
  { recipe, flags }: { recipe: Recipe; flags: CommandContext["flags"] },
): Omit<ModelTrainingOptions, "data" | "out" | "signal" | "onEvent"> {
  const patience = values["early-stopping-patience"];
  const minDelta = values["early-stopping-min-delta"];
  if (minDelta !== undefined && patience === undefined) {
    throw usageError("conflicting-options", "--early-stopping-min-delta is nothing without --early-stopping-patience", {
      value: minDelta,
      remedy: "give --early-stopping-patience as well",
    });
  }
  const { resume, ...rest } = {
    resume: values.resume,
    ...lengthOf(values, flags),
    batchSize: values["batch-size"],
    accumulate: values.accumulate,
    rate: values.lr,
    minRate: values["min-lr"],
    warmup: values.warmup,
    schedule: values.schedule,
    decay: values["weight-decay"],
    clip: values.clip,
    average: values.ema,
    augment: chosenAugmentation({
      level: values.augment,
      isFlag: flags.has("augment"),
      recipe: recipe.augmentation,
    }),
    earlyStopping: patience === undefined ? undefined : { patience, ...(minDelta !== undefined && { minDelta }) },
    valSplit: values["val-split"],
    seed: values.seed,
    workers: values.workers,
    threads: values.threads,
    precision: values.precision,
    saveEvery: values["save-every"],
  };
  return { resume, ...told(rest) };
}

/** How long the run is. A flag of one kind goes before a recipe's of the other. */
function lengthOf({ steps, epochs }: CommonValues, flags: CommandContext["flags"]) {
  if (steps === undefined || epochs === undefined) return { steps, epochs };
  if (flags.has("steps") !== flags.has("epochs")) return flags.has("steps") ? { steps } : { epochs };
  throw usageError("conflicting-options", "both steps and epochs say how long the run is", {
    value: { steps, epochs },
    remedy: "give one of --steps and --epochs",
  });
}

/** Only what was told: a trainer has its own defaults. */
export function told<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
