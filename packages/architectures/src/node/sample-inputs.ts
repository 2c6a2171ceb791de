import type { Model } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A value for a graph's input, as both a runtime and the interpreter take it. */
export interface SampleInput {
  readonly dtype: "float32" | "int64";
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** Inputs by name. */
export type SampleInputs = Readonly<Record<string, SampleInput>>;

/** Positions of a language model that are compared. */
const POSITIONS = 8;

/**
 * Fixed inputs for an architecture's graph: one picture or text, numbers of a fixed formula in -1..1 (times in 0..1), labels and tokens from
 * the whole of their range. The same model gets the same.
 *
 * Throws `graph-mismatch` for an input that no architecture here has.
 */
export function sampleInputs({ graph }: Model, config: unknown): SampleInputs {
  const { vocab_size, num_classes, n_positions, block_size } = config as Record<string, number | undefined>;
  const labels = vocab_size ?? num_classes ?? 1;
  const sides: Readonly<Record<string, number>> = {
    batch: 1,
    sequence: Math.min(POSITIONS, n_positions ?? block_size ?? POSITIONS),
  };
  return Object.fromEntries(
    graph.inputs.map(({ name, type }) => {
      const { dtype } = type;
      const shape = (type.shape ?? []).map((side) => (typeof side === "number" ? side : (sides[String(side)] ?? 1)));
      const count = shape.reduce((product, side) => product * side, 1);
      if (dtype === "int64") {
        return [name, { dtype, shape, data: BigInt64Array.from(sampleIds(count, labels), BigInt) }];
      }
      if (dtype !== "float32") {
        throw new TinyCatsError(
          "graph-mismatch",
          `the graph's input ${name} is ${dtype}, which no architecture takes`,
          {
            value: name,
            remedy: "give the graph of one of the architectures",
          },
        );
      }
      return [name, { dtype, shape, data: numbers(count, name === "timestep") }];
    }),
  );
}

/** Labels or tokens of a fixed formula, from the whole of a vocabulary. */
export function sampleIds(count: number, vocabulary: number): number[] {
  return Array.from({ length: count }, (_, i) => (7 + i * 7919) % vocabulary);
}

/** Weyl's sequence of the golden ratio, shuffled by squaring: spread evenly, without a period that a model could mirror. */
function numbers(count: number, isTime: boolean): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const x = (i + 1) * 0.6180339887498949;
    const y = (x - Math.floor(x) + 0.1) * (i + 3.7);
    const unit = y - Math.floor(y);
    return isTime ? 0.1 + 0.8 * unit : 2 * unit - 1;
  });
}
