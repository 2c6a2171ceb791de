import type { ModelOutputs } from "./run-model.ts";

/**
 * How far outputs are from those expected: the root of the squared differences' sum over that of the expected squares, over all batches and
 * outputs that are numbers. 0 is equal; infinite where outputs are missing, of another length or not finite.
 */
export function outputError(expected: readonly ModelOutputs[], found: readonly ModelOutputs[]): number {
  let difference = 0;
  let size = 0;
  for (const [batch, outputs] of expected.entries()) {
    for (const [name, values] of Object.entries(outputs)) {
      const own = found[batch]?.[name];
      if (own?.length !== values.length) return Number.POSITIVE_INFINITY;
      for (let i = 0; i < values.length; i++) {
        const wanted = Number(values[i]);
        difference += (Number(own[i]) - wanted) ** 2;
        size += wanted ** 2;
      }
    }
  }
  const error = Math.sqrt(size === 0 ? difference : difference / size);
  return Number.isFinite(error) ? error : Number.POSITIVE_INFINITY;
}
