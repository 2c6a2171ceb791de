import { AVERAGE_SCALARS } from "../graphs/update-graph.ts";
import type { Optimizer } from "../optimizer/optimizer.ts";
import type { Layout } from "./lay-out.ts";
import type { OrtModule, OrtSession } from "./ort-module.ts";

export interface UpdaterParts {
  readonly update: OrtSession;
  readonly square: OrtSession;
  readonly optimizer: Optimizer;
  readonly layout: Layout;
  readonly vectors: Readonly<Record<string, Float32Array>>;
  readonly sums: Float32Array;
}

/** What an update is made with. */
export interface UpdateNumbers {
  readonly step: number;
  readonly rate: number;
  readonly scale: number;
  /** What the average keeps of itself. */
  readonly average?: number;
}

/** Elements that are updated at a time: with what is computed on the way they stay in a processor's cache. */
const PIECE = 65_536;

/** Norm and update over all weights, piece by piece, in tensors that are made once. */
export function updater(ort: OrtModule, parts: UpdaterParts) {
  const { update, square, optimizer, layout, vectors, sums } = parts;
  const tensor = (data: Float32Array, shape: readonly number[]) =>
    new ort.Tensor("float32" as never, data as never, shape);
  const names = Object.keys(optimizer.scalars({ step: 1, rate: 0, scale: 1, decays: false }));
  const numbers = Object.fromEntries(
    [...names, ...(vectors.average ? AVERAGE_SCALARS : [])].map((name) => [name, new Float32Array(1)]),
  );
  const scalars = Object.fromEntries(Object.entries(numbers).map(([name, data]) => [name, tensor(data, [])]));
  const sum = new Float32Array(1);
  const pieces = layout.regions.map((region) => ({
    region,
    runs: Array.from({ length: Math.ceil((region.end - region.begin) / PIECE) }, (_, i) => {
      const begin = region.begin + i * PIECE;
      const end = Math.min(begin + PIECE, region.end);
      const piece = (vector: Float32Array) => tensor(vector.subarray(begin, end), [end - begin]);
      const own = Object.fromEntries(Object.entries(vectors).map(([name, vector]) => [name, piece(vector)]));
      const gradient = piece(sums);
      return {
        update: { ...own, ...scalars, gradient },
        // The same tensors: each result is written where its operand lies.
        results: Object.fromEntries(Object.entries(own).map(([name, value]) => [`new_${name}`, value])),
        square: { gradient },
      };
    }),
  }));
  const squared = { sum: tensor(sum, []) };
  return {
    /** The norm of the summed gradients. */
    async norm(): Promise<number> {
      let total = 0;
      for (const { runs } of pieces) {
        for (const run of runs) {
          await square.run(run.square, squared);
          total += sum[0];
        }
      }
      return Math.sqrt(total);
    },
    async update({ step, rate, scale, average = 0 }: UpdateNumbers): Promise<void> {
      for (const { region, runs } of pieces) {
        const moment = { step, rate: rate * region.rate, scale, decays: region.decays };
        const values: Record<string, number> = { ...optimizer.scalars(moment) };
        [values[AVERAGE_SCALARS[0]], values[AVERAGE_SCALARS[1]]] = [average, 1 - average];
        for (const [name, data] of Object.entries(numbers)) data[0] = values[name];
        for (const run of runs) await update.run(run.update, run.results);
      }
    },
  };
}
