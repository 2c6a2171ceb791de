import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { WeightsKind } from "./dialect.ts";

/** `config-needed`: fields that only a config.json tells. */
export function configNeeded(fields: readonly string[], what: string): TinyCatsError {
  return new TinyCatsError("config-needed", `the tensors of this ${what} do not tell ${fields.join(", ")}`, {
    value: fields,
    remedy: "give the model's config.json along with its weights",
  });
}

/** `invalid-model-config`, with every problem. */
export function invalidConfig(architecture: string, problems: readonly string[], value: unknown): TinyCatsError {
  return new TinyCatsError(
    "invalid-model-config",
    `this is no configuration of ${architecture}: ${problems.join("; ")}`,
    {
      value,
      remedy: "correct the fields named, or start from one of the architecture's presets",
    },
  );
}

/** `no-such-weights`: raw or averaged ones, which a file or a training does not have. */
export function noSuchWeights(wanted: WeightsKind, there: readonly WeightsKind[]): TinyCatsError {
  return new TinyCatsError("no-such-weights", `the file holds no ${wanted} weights`, {
    value: wanted,
    remedy: `choose ${there.map((kind) => `"${kind}"`).join(" or ")}`,
  });
}
