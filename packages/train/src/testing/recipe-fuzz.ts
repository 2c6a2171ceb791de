import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { mutations } from "../../../schema/src/testing/mutations.ts";
import { parseRecipe } from "../node/recipe/parse-recipe.ts";

const EXAMPLE = {
  training: {
    steps: 20,
    learning_rate: 1e-4,
    schedule: "cosine",
    class_weights: { Other: 0.5 },
    mixed_precision: true,
    seed: 3,
  },
  augmentation: { level: "full", scale: [0.9, 1.1], flip: 0.5 },
  model: { backbone: "resnet18" },
};

const YAML = `# a recipe
training: {steps: 20, learning_rate: 1e-4}
augmentation:
  level: full
  scale: [0.9, 1.1]
model:
  preset: "tinydit-64"
`;

/** What a recipe is refused with; undefined where it is read. Another error than a typed one is thrown, as is a recipe that can't be used. */
function refusal(text: string, task: "classifier" | "generator"): string | undefined {
  try {
    const recipe = parseRecipe(text, { task });
    const { steps = 1, learning_rate: rate = 0, seed = 0 } = recipe.training ?? {};
    const isSound = Number.isInteger(steps) && steps > 0 && Number.isFinite(rate) && rate >= 0 && seed >= 0;
    const isKnown = Object.keys(recipe).every((key) => ["training", "augmentation", "model"].includes(key));
    if (!isSound || !isKnown || Object.getPrototypeOf(recipe) !== Object.prototype) throw new Error(text);
    return undefined;
  } catch (error) {
    if (!isTinyCatsError(error)) throw error;
    return error.code;
  }
}

const CODES = [undefined, "invalid-recipe", "unknown-recipe-key"];

/** How many recipes of changed structure are refused; any other error than a typed one fails. */
export function survivesChanges(runs: fc.Parameters<unknown>): number {
  let refused = 0;
  const property = fc.property(mutations(EXAMPLE, { json: true }), (recipe) => {
    const code = refusal(JSON.stringify(recipe), "classifier");
    if (code !== undefined) refused++;
    return CODES.includes(code);
  });
  fc.assert(property, runs as fc.Parameters<[object]>);
  return refused;
}

/** A text with some signs put in, those of YAML's own among them, is read or refused. */
export function survivesText(runs: fc.Parameters<unknown>): void {
  const signs = fc.array(
    fc.constantFrom(..."{}[]:,&*!|>%@`?#-'\"\n\t ~<".split(""), "!!", "<<: ", "0x1", ".inf", "é"),
    {
      maxLength: 4,
    },
  );
  const change = fc.record({ at: fc.nat({ max: YAML.length }), cut: fc.nat({ max: 8 }), signs });
  const property = fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
    let text = YAML;
    for (const { at, cut, signs } of changes) text = text.slice(0, at) + signs.join("") + text.slice(at + cut);
    return CODES.includes(refusal(text, "generator"));
  });
  fc.assert(property, runs as fc.Parameters<[{ at: number; cut: number; signs: string[] }[]]>);
}
