import { expect, test } from "vitest";
import { parseConfig } from "../parse-config.ts";
import { languageGolden } from "../testing/language-golden.ts";
import { nanEcho } from "./nanecho.ts";

test.each([
  ["n_layer", 1e6],
  ["block_size", 1e9],
  ["n_head", 3],
  ["n_embd", 6],
  ["persona_dimensions", ["a.b"]],
  ["persona_dimensions", ["a", "a"]],
  ["max_recursion_depth", 1000],
  ["min_recursion_depth", 6],
  ["attention_threshold_min", 2],
  ["current_iteration", Number.NaN],
  ["dimension_weights", { cognitive: "much" }],
])("a configuration with %s %s is refused", (field, value) => {
  const config = { ...languageGolden.nanecho.nanecho.config, n_head: 2, [field]: value };
  expect(() => parseConfig(nanEcho, config)).toThrow(expect.objectContaining({ code: "invalid-model-config" }));
});
