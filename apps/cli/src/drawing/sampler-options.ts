import type { SAMPLER_OPTIONS } from "../commands/sampler-options.ts";
import type { OptionValues } from "../table/option-spec.ts";
import { parseTimes } from "./parse-times.ts";

/**
 * What options say of how to draw, for generators and their evaluation; what they leave out is undefined.
 *
 * @throws TinyCatsError "invalid-option-value" of --times
 */
export function samplerOptions(values: OptionValues<typeof SAMPLER_OPTIONS>) {
  return {
    steps: values.steps,
    solver: values.solver,
    times: values.times === undefined ? undefined : parseTimes(values.times),
    guidance: values.guidance,
    guidanceInterval: values["guidance-interval"],
    guidanceRescale: values.rescale,
  };
}
