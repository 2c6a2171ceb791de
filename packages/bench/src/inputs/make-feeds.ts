import { fillInput, type InputData } from "./dtypes.ts";
import type { InputSpec } from "./input-spec.ts";

/** A tensor to feed to a graph. */
export interface Feed {
  dtype: string;
  data: InputData;
  dims: number[];
}

/** Numbers for every input of a graph, the same ones for a seed everywhere. */
export function makeFeeds(specs: readonly InputSpec[], seed: number): Record<string, Feed> {
  return Object.fromEntries(
    specs.map(({ name, dtype, dims }, index) => {
      const length = dims.reduce((product, side) => product * side, 1);
      return [name, { dtype, data: fillInput(dtype, length, { seed, index }), dims }];
    }),
  );
}
