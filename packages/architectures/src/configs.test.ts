import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { parseConfig } from "./parse-config.ts";
import { architectures } from "./registry.ts";

const presets = Object.values(architectures).flatMap((architecture) =>
  Object.entries(architecture.presets).map(([name, config]) => [name, architecture, config as object] as const),
);

test.each(presets)("the preset %s is a complete configuration", (_, architecture, config) => {
  expect(parseConfig(architecture, config)).toEqual(config);
  expect(parseConfig(architecture, { ...config, model_type: "whatever", id2label: {} })).toEqual(config);
});

describe.each([
  ["tinydit-64", { embed_dim: 100, num_heads: 3 }, "multiple of num_heads"],
  ["tinydit-64", { image_size: 65 }, "multiple of patch_size"],
  ["tinydit-64", { depth: 1e9 }, "depth"],
  ["tinydit-64", { image_size: 1024, patch_size: 1 }, "patches"],
  ["tinydit-64", { image_size: Number.NaN }, "image_size"],
  ["tinydit-64", { embed_dim: -3 }, "embed_dim"],
  ["tinydit-64", { num_classes: 1e12 }, "num_classes"],
  ["tinydit-64", { time_scale: "1000" }, "time_scale"],
  ["tinydit-64", { unpatchify: "__proto__" }, "unpatchify"],
  ["resnet18", { depths: [1e9, 1, 1, 1] }, "depths.0"],
  ["resnet18", { depths: [1, 1, 1] }, "depths"],
  ["resnet50", { hidden_sizes: [256, 510, 1024, 2048] }, "multiples of 4"],
  ["resnet18", { downsample_in_bottleneck: true }, "downsample_in_bottleneck"],
  ["resnet18", { hidden_act: "gelu" }, "hidden_act"],
  ["mobilenet-v2", { output_stride: 8 }, "output_stride"],
  ["mobilenet-v2", { depth_multiplier: 1e6 }, "depth_multiplier"],
  ["mobilenet-v2", { layer_norm_eps: 0 }, "layer_norm_eps"],
  ["mobilenet-v3-small", { num_labels: 0 }, "num_labels"],
  ["inception-v3", { image_size: 74 }, "image_size"],
])("%s with %o", (name, change, named) => {
  test("is refused by name", async () => {
    const [, architecture, config] = presets.find(([preset]) => preset === name)!;
    const error = await errorOf(() => parseConfig(architecture, { ...config, ...change }));
    expect(error.code).toBe("invalid-model-config");
    expect(error.message).toContain(named);
  });
});

test("whatever a configuration says, it is refused or its tensors are few and bounded", () => {
  const numberLike = fc.oneof(
    fc.integer({ min: 1, max: 64 }),
    fc.integer(),
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
  );
  const value = fc.oneof({ weight: 4, arbitrary: numberLike }, fc.array(numberLike, { maxLength: 5 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...presets),
      fc.array(fc.tuple(fc.nat(20), value), { maxLength: 3 }),
      ([, architecture, config], changes) => {
        const keys = Object.keys(config);
        const changed = { ...config, ...Object.fromEntries(changes.map(([i, item]) => [keys[i % keys.length], item])) };
        let parsed: unknown;
        try {
          parsed = parseConfig(architecture, changed);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid-model-config" });
          return;
        }
        const table = architecture.tensors(parsed);
        expect(table.size).toBeLessThan(20_000);
        for (const { shape } of table.values()) {
          expect(shape.every((side) => Number.isSafeInteger(side) && side > 0)).toBe(true);
        }
      },
    ),
    { seed: 5, numRuns: 500 },
  );
});
