import { readFileSync } from "node:fs";
import { augmentation } from "@tiny-cats/data";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { survivesChanges, survivesText } from "../../testing/recipe-fuzz.ts";
import { parseRecipe } from "./parse-recipe.ts";

const FULL = readFileSync(new URL("../../../../../configs/tinydit-128-300k.yaml", import.meta.url), "utf8");
const generator = (text: string) => parseRecipe(text, { task: "generator" });
const classifier = (text: string) => parseRecipe(text, { task: "classifier" });

test("the recipe of 300,000 updates is what was decided", () => {
  expect(generator(FULL)).toEqual({
    training: {
      steps: 300_000,
      batch_size: 512,
      learning_rate: 1e-4,
      warmup_steps: 10_000,
      ema_beta: 0.9999,
      mixed_precision: true,
      gradient_clip: 1,
    },
    augmentation: { level: "full", ...{ ...augmentation("full"), crop: undefined } },
    model: { preset: "tinydit-128" },
  });
});

describe("text", () => {
  test("YAML and JSON say the same", () => {
    const yaml =
      "training:\n  steps: 20\n  class_weights: { Other: 0.5 }\n  freeze: true\nmodel: { backbone: resnet18 }\n";
    const json = {
      training: { steps: 20, class_weights: { Other: 0.5 }, freeze: true },
      model: { backbone: "resnet18" },
    };
    expect(classifier(yaml)).toEqual(json);
    expect(classifier(JSON.stringify(json))).toEqual(json);
  });

  test.each(["", "# nothing yet\n", "{}"])("%j is an empty recipe", (text) => {
    expect(generator(text)).toEqual({});
  });

  test.each([
    ["training: {stps: 2}", "unknown-recipe-key", 'training has an unknown key "stps"', "did you mean steps?"],
    ["trainig: {steps: 2}", "unknown-recipe-key", 'the recipe has an unknown key "trainig"', "did you mean training?"],
    ["training: {mixup: 0.2}", "unknown-recipe-key", 'unknown key "mixup"', "use one of steps, epochs"],
    ["__proto__: {steps: 2}", "unknown-recipe-key", "__proto__", "training, augmentation, model"],
    ["training: {constructor: 2}", "unknown-recipe-key", "constructor", "steps"],
    ["<<: {training: {}}", "unknown-recipe-key", "<<", "training"],
    ["training: {steps: 2.5}", "invalid-recipe", "training.steps is 2.5, no whole number", ""],
    ["training: {steps: '2'}", "invalid-recipe", 'training.steps is "2", not number', ""],
    ["training: {steps: 0}", "invalid-recipe", "less than 1", ""],
    ["training: {learning_rate: .nan}", "invalid-recipe", "training.learning_rate", ""],
    ["training: {learning_rate: .inf}", "invalid-recipe", "not finite", ""],
    ["training: {schedule: step}", "invalid-recipe", '"constant" | "cosine" | "linear"', ""],
    ["training: {steps: null}", "invalid-recipe", "training.steps is null", ""],
    ["training: [1]", "invalid-recipe", "training is [1], not keys with values", ""],
    ["training:", "invalid-recipe", "training is null", ""],
    ["- 1", "invalid-recipe", "the recipe is [1]", ""],
    ["augmentation: {scale: [0.9]}", "invalid-recipe", "augmentation.scale is [0.9]", ""],
    ["augmentation: {level: most}", "invalid-recipe", '"none" | "basic"', ""],
    ["training: {steps: 1, steps: 2}", "invalid-recipe", "unique", ""],
    ["training: {", "invalid-recipe", "neither YAML nor JSON", ""],
    ["{}\n---\n{}", "invalid-recipe", "multiple documents", ""],
    ["training: &a {steps: 1}\nmodel: *a", "invalid-recipe", "Alias", ""],
    ["training: !!js/function x", "invalid-recipe", "tag", ""],
    ["? {a: 1}\n: 2", "invalid-recipe", "keys must be strings", ""],
  ])("%j is refused: %s", async (text, code, message, remedy) => {
    const error = await errorOf(() => generator(text));
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect((error as { remedy: string }).remedy).toContain(remedy);
  });

  test("of more than a quarter of a megabyte is no recipe", async () => {
    const error = await errorOf(() => generator(" ".repeat((1 << 18) + 1)));
    expect(error).toMatchObject({ code: "invalid-recipe", message: "the recipe has more than 262144 characters" });
  });

  test("a million aliases of aliases are no work", async () => {
    const levels = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`);
    const error = await errorOf(() => generator(["a0: &a0 [x]", ...levels].join("\n")));
    expect(isTinyCatsError(error) && error.code).toBe("invalid-recipe");
  });
});

describe("of recipes changed by chance", () => {
  test("each is read as a training can use it, or refused", () => {
    expect(survivesChanges({ seed: 20261122, numRuns: 500 })).toBeGreaterThan(200);
  });

  test("each text is read or refused", () => survivesText({ seed: 20261122, numRuns: 300 }));
});
