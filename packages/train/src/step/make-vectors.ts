import type { Model, Tensor } from "@tiny-cats/onnx";
import { type Layout, layOut, type WeightGroup } from "./lay-out.ts";
import type { StepState } from "./step.ts";

/** All numbers of a step, each kind in one vector. */
export interface StepVectors {
  /** Where the weights lie in vectors of all weights. */
  readonly layout: Layout;
  readonly weight: Float32Array;
  /** The weights' average, where one is kept. */
  readonly average: Float32Array | undefined;
  /** What the optimizer remembers, by slot. */
  readonly slots: Readonly<Record<string, Float32Array>>;
  /** Sums of gradients. */
  readonly gradient: Float32Array;
  /** Running statistics: as they are, and as the parts of a batch move them, to be kept when the whole of it was good. */
  readonly statistics: { readonly layout: Layout; readonly vector: Float32Array; readonly moving: Float32Array };
  /** Shapes of weights and running statistics by name. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** The numbers by the names of weights. */
  readonly views: Omit<StepState, "count">;
}

/** What a step keeps numbers of. */
interface Kept {
  readonly weights: readonly string[];
  readonly statistics: readonly string[];
  readonly slots: readonly string[];
  readonly average: boolean;
  /** How a weight is updated; unless told, those of two and more sides decay, and all have the same rate. */
  readonly group: ((name: string, shape: readonly number[]) => WeightGroup) | undefined;
}

const asPlain = (_: string, shape: readonly number[]): WeightGroup => ({ decays: shape.length > 1, rate: 1 });

/** Makes a step's vectors; weights, their average and statistics begin as the model has them. */
export function makeVectors({ graph: { initializers } }: Model, kept: Kept): StepVectors {
  const shaped = (some: readonly string[]) => new Map(some.map((name) => [name, initializers.get(name)!.shape]));
  const layout = layOut(shaped(kept.weights), kept.group ?? asPlain);
  const running = layOut(shaped(kept.statistics), asPlain);
  const weight = gathered(layout, initializers);
  const average = kept.average ? weight.slice() : undefined;
  const slots = Object.fromEntries(kept.slots.map((slot) => [slot, new Float32Array(layout.length)]));
  const statistic = gathered(running, initializers);
  return {
    layout,
    weight,
    average,
    slots,
    gradient: new Float32Array(layout.length),
    statistics: { layout: running, vector: statistic, moving: new Float32Array(running.length) },
    shapes: new Map([...shaped(kept.weights), ...shaped(kept.statistics)]),
    views: {
      weights: viewsOf(layout, weight),
      ...(average && { average: viewsOf(layout, average) }),
      statistics: viewsOf(running, statistic),
      memory: Object.fromEntries(Object.entries(slots).map(([slot, vector]) => [slot, viewsOf(layout, vector)])),
    },
  };
}

/** A vector of weights as a model has them. */
function gathered({ length, places }: Layout, initializers: ReadonlyMap<string, Tensor>): Float32Array {
  const vector = new Float32Array(length);
  for (const place of places) {
    const { bytes } = initializers.get(place.name)!;
    // A copy is aligned as floats have to be.
    vector.set(new Float32Array(bytes.slice().buffer, 0, place.length), place.begin);
  }
  return vector;
}

function viewsOf({ places }: Layout, vector: Float32Array): Map<string, Float32Array> {
  return new Map(places.map(({ name, begin, length }) => [name, vector.subarray(begin, begin + length)]));
}
