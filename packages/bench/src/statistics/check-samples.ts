import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A copy of samples that are some, finite and not negative. @throws TinyCatsError "invalid-samples" */
export function checkSamples(samples: readonly number[]): Float64Array<ArrayBuffer> {
  const wrong = samples.find((value) => !(Number.isFinite(value) && value >= 0));
  if (samples.length > 0 && wrong === undefined) return Float64Array.from(samples);
  throw new TinyCatsError(
    "invalid-samples",
    samples.length === 0 ? "there are no samples" : `${wrong} is no time that a call can have taken`,
    { value: wrong, remedy: "give one finite number of milliseconds, 0 or more, for each call" },
  );
}
