import type { Sampler } from "@tiny-cats/schema";

/** What draws a checkpoint that recommends nothing: the embedded generator's sampler. */
export const PLAIN_SAMPLER: Sampler = {
  solver: "heun",
  steps: 20,
  times: { kind: "uniform" },
  guidance: { scale: 2, interval: [0.1, 0.9], rescale: 0 },
};
