import type { GraphOptions } from "../graph-options.ts";

/** How a TinyDiT's graph is written. */
export interface TinyDitGraphOptions extends GraphOptions {
  /**
   * Side of the pictures, in whole patches; the configuration's unless told. At another size the graph interpolates the learned positions
   * itself, bicubic as PyTorch's interpolate does with align_corners false, and its weights stay those of the configuration: so one network is
   * trained at several sizes. See `resizeTinyDit` for a model of that size alone.
   */
  readonly imageSize?: number;
}
