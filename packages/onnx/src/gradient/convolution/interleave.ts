import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { makeTensor } from "../../model/make-tensor.ts";
import { product } from "./convolution-sides.ts";

interface InterleavedAxis {
  readonly stride: number;
  /** The phases that are there, in order; the others are zero. */
  readonly active: readonly number[];
  /** Places of each phase. */
  readonly count: number;
}

/**
 * Lays phases that stand behind the channels, [lead..., phases..., count...] with the first four sides joined as they are in memory, side by
 * side: [lead..., count * stride...].
 */
export function interleave(
  g: GraphBuilder,
  phased: Value,
  { lead, axes }: { lead: readonly number[]; axes: readonly InterleavedAxis[] },
): Value {
  if (axes.every(({ stride }) => stride === 1)) return phased;
  const parts = product(axes.map(({ active }) => active.length));
  const places = product(axes.map(({ count }) => count));
  const stacked = g.reshape(phased, [-1, parts, places]);
  const separate = parts === 1 ? [stacked] : g.split(stacked, new Array<number>(parts).fill(1), 1);
  // From the last axis to the first: joining in memory as columns of a matrix is copying in blocks, where a transposition moves elements.
  let rows = separate;
  let width = 1;
  axes.toReversed().forEach(({ stride, active, count }) => {
    const like = rows[0];
    const zero = () => g.op("ConstantOfShape", [g.shape(like)], { value: makeTensor(phased.dtype, [1], [0]) });
    const groups = Array.from({ length: rows.length / active.length }, (_, i) =>
      rows.slice(i * active.length, (i + 1) * active.length),
    );
    rows = groups.map((group) => {
      const columns = Array.from({ length: stride }, (_, phase) => {
        const at = active.indexOf(phase);
        return g.reshape(at < 0 ? zero() : group[at], [-1, width]);
      });
      return stride === 1 ? group[0] : g.concat(columns, 1);
    });
    width *= stride * count;
  });
  return g.reshape(rows[0], [...lead, ...axes.map(({ count, stride }) => count * stride)]);
}
