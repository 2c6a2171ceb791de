import type { GraphCore } from "./graph-core.ts";
import type { GraphOperators } from "./graph-operators.ts";
import type { Value } from "./value.ts";

/** A number for each spatial axis, or one for all; pads are the same before and after. */
export type PerAxis = number | readonly number[];

/** How a window moves. */
export interface WindowOptions {
  readonly stride?: PerAxis;
  readonly padding?: PerAxis;
}

/** Layers as PyTorch has them, with its layouts of weights. */
export interface GraphLayers {
  /** x W^T + b for W [out, in]: Gemm for matrices, else MatMul with W transposed (which `foldConstants` does at once). */
  linear(x: Value, weight: Value, bias?: Value): Value;
  /** Convolution with W [out, in / groups, size...] and one or two spatial axes. */
  conv(x: Value, weight: Value, bias?: Value, options?: WindowOptions & { dilation?: PerAxis; groups?: number }): Value;
  maxPool(x: Value, size: PerAxis, options?: WindowOptions & { ceil?: boolean }): Value;
  averagePool(x: Value, size: PerAxis, options?: WindowOptions & { ceil?: boolean; countPadding?: boolean }): Value;
  /** The mean of all spatial axes, which stay with side 1. */
  globalAveragePool(x: Value): Value;
  /** Batch normalisation with the statistics of training. */
  batchNorm(x: Value, parts: { weight: Value; bias: Value; mean: Value; variance: Value }, epsilon?: number): Value;
  /** Layer normalisation over the last axes, as many as `weight` has. */
  layerNorm(x: Value, weight: Value, bias?: Value, epsilon?: number): Value;
  /** x Phi(x), exact by Erf, or by the tanh formula. One operator from opset 20. */
  gelu(x: Value, approximate?: "none" | "tanh"): Value;
  /** x sigmoid(x). */
  silu(x: Value): Value;
  relu6(x: Value): Value;
  hardSwish(x: Value): Value;
  /** clip(x / 6 + 1/2, 0, 1), PyTorch's. */
  hardSigmoid(x: Value): Value;
  /** [batch, all the rest]. */
  flatten(x: Value): Value;
}

/** The layers of a graph as functions. */
export function graphLayers(g: GraphCore & GraphOperators): GraphLayers {
  const all = (value: PerAxis, rank: number) =>
    typeof value === "number" ? new Array<number>(rank).fill(value) : value;
  const moves = (rank: number, { stride = 1, padding = 0 }: WindowOptions) => {
    const pads = all(padding, rank);
    return { strides: all(stride, rank), pads: [...pads, ...pads] };
  };
  const pool = (op: string, x: Value, size: PerAxis, options: WindowOptions & { ceil?: boolean }, more = {}) => {
    const rank = x.shape.length - 2;
    const ceil_mode = options.ceil ? 1 : 0;
    return g.op(op, [x], { kernel_shape: all(size, rank), ceil_mode, ...moves(rank, options), ...more });
  };
  return {
    linear(x, weight, bias) {
      if (x.shape.length === 2) return g.op("Gemm", [x, weight, bias], { transB: 1 });
      const product = g.matmul(x, g.transpose(weight, [1, 0]));
      return bias ? g.add(product, bias) : product;
    },
    conv(x, weight, bias, { dilation = 1, groups = 1, ...options } = {}) {
      const rank = Math.max(x.shape.length - 2, 0);
      return g.op("Conv", [x, weight, bias], {
        dilations: all(dilation, rank),
        group: groups,
        ...moves(rank, options),
      });
    },
    maxPool: (x, size, options = {}) => pool("MaxPool", x, size, { stride: size, ...options }),
    averagePool: (x, size, { countPadding, ...options } = {}) =>
      pool("AveragePool", x, size, { stride: size, ...options }, { count_include_pad: countPadding ? 1 : 0 }),
    globalAveragePool: (x) => g.op("GlobalAveragePool", [x]),
    batchNorm: (x, { weight, bias, mean, variance }, epsilon = 1e-5) =>
      g.op("BatchNormalization", [x, weight, bias, mean, variance], { epsilon }),
    layerNorm: (x, weight, bias, epsilon = 1e-5) =>
      g.op("LayerNormalization", [x, weight, bias], { axis: -weight.shape.length, epsilon }),
    gelu(x, approximate = "none") {
      if (g.opset >= 20) return g.op("Gelu", [x], { approximate });
      if (approximate === "none") return g.mul(g.mul(x, g.add(g.op("Erf", [g.div(x, Math.SQRT2)]), 1)), 0.5);
      const inner = g.mul(g.add(x, g.mul(g.pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI));
      return g.mul(g.mul(x, 0.5), g.add(g.tanh(inner), 1));
    },
    silu: (x) => g.mul(x, g.sigmoid(x)),
    relu6: (x) => g.clip(x, 0, 6),
    hardSwish: (x) => g.op("HardSwish", [x]),
    hardSigmoid: (x) => g.op("HardSigmoid", [x], { alpha: 1 / 6, beta: 0.5 }),
    flatten: (x) => g.op("Flatten", [x]),
  };
}
