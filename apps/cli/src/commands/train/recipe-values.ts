import type { Recipe } from "@tiny-cats/train/node";
import { parseValue } from "../../settings/parse-value.ts";
import type { OptionSpec } from "../../table/option-spec.ts";

/** What a recipe calls options, where that is another name than theirs with underscores. */
const NAMES: Readonly<Record<string, string>> = {
  lr: "learning_rate",
  "min-lr": "min_lr",
  warmup: "warmup_steps",
  clip: "gradient_clip",
  ema: "ema_beta",
  preset: "model.preset",
  width: "model.embed_dim",
  depth: "model.depth",
  heads: "model.num_heads",
  prediction: "model.prediction",
  backbone: "model.backbone",
  augment: "augmentation.level",
};

/**
 * The options' values, with a recipe's where no flag gave one; they are held to the same ranges.
 *
 * @throws TinyCatsError "invalid-option-value"
 */
export function withRecipe<V extends Readonly<Record<string, unknown>>>(
  values: V,
  specs: readonly OptionSpec[],
  { recipe, file, flags }: { recipe: Recipe; file: string; flags: ReadonlySet<string> },
): V {
  const given = specs.flatMap((spec) => {
    const name = NAMES[spec.name] ?? spec.name.replaceAll("-", "_");
    const [section, key] = name.includes(".") ? name.split(".") : ["training", name];
    const value = textOf(spec, (recipe as Sections)[section]);
    if (value === undefined || flags.has(spec.name)) return [];
    return [[spec.name, parseValue(spec, value, `${section}.${key} in ${file}`)]];

    function textOf({ name: option }: OptionSpec, values: Sections[string] = {}): string | undefined {
      if (option === "precision") return precisionOf(values.mixed_precision);
      const found = Object.hasOwn(values, key) ? values[key] : undefined;
      if (found === undefined) return undefined;
      return option === "class-weights" ? classWeightsText(found) : String(found);
    }
  });
  return { ...values, ...Object.fromEntries(given) };
}

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

function precisionOf(mixed: unknown): string | undefined {
  return mixed === undefined ? undefined : mixed === true ? "mixed" : "float32";
}

/** As the flag is written. */
function classWeightsText(weights: unknown): string {
  if (typeof weights === "string") return weights;
  return Object.entries(weights as Readonly<Record<string, number>>)
    .map(([label, weight]) => `${label}=${weight}`)
    .join(",");
}
