import * as v from "valibot";
import { finite, nonNegative, positive, positiveCount, share } from "./scalars.ts";

/** Where in [0, 1] a solver's steps lie. */
const timeGrid = v.variant("kind", [
  v.strictObject({ kind: v.literal("uniform") }),
  v.strictObject({ kind: v.literal("shifted"), shift: positive }),
  v.strictObject({ kind: v.literal("logit-normal"), mean: finite, std: positive }),
]);

/** When and how strongly a class is pressed for (classifier-free guidance). */
const guidance = v.strictObject({
  /** 1 is no guidance. */
  scale: nonNegative,
  /** The times between which it acts, from noise (0) to picture (1). */
  interval: v.pipe(
    v.strictTuple([share, share]),
    v.check(([from, to]) => from <= to, "must not end before it begins"),
  ),
  /** How far its gain in contrast is taken back, 0 to 1. */
  rescale: share,
});

const shape = v.strictObject({
  solver: v.picklist(["euler", "heun", "midpoint", "rk4", "ab2"]),
  /** Intervals, not evaluations. */
  steps: positiveCount,
  times: timeGrid,
  guidance,
});

/** How noise becomes a picture. */
export type Sampler = v.InferOutput<typeof shape>;

/** How noise becomes a picture. */
export const sampler: v.GenericSchema<Sampler> = shape;
