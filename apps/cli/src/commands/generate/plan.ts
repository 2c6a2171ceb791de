import type { DrawOptions, DrawRequest } from "@tiny-cats/core";
import { planDrawings } from "@tiny-cats/core/drawings";
import type { GenerationManifest } from "@tiny-cats/schema";
import { chooseBreeds } from "../../drawing/choose-breeds.ts";
import { randomSeed } from "../../drawing/random-seed.ts";
import { samplerOptions } from "../../drawing/sampler-options.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { GENERATE_OPTIONS } from "./spec.ts";

/** What to draw, and how. */
export interface Plan {
  requests: DrawRequest[];
  options: DrawOptions;
}

/**
 * What a command line asks to be drawn, checked against the model before its graph is loaded.
 *
 * @throws TinyCatsError of usage
 */
export function plan(values: OptionValues<typeof GENERATE_OPTIONS>, manifest: GenerationManifest): Plan {
  const options: DrawOptions = {
    seed: values.seed ?? randomSeed(),
    ...samplerOptions(values),
    batchSize: values["batch-size"],
  };
  const requests = chooseBreeds(values.breed, manifest).flatMap((breed) =>
    Array.from({ length: values.count }, (_, index) => ({ breed, index })),
  );
  planDrawings(requests, options, manifest);
  return { requests, options };
}
