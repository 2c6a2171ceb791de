import { roundToEven } from "../model/half.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Tensor } from "../model/tensor.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { elements } from "../shape/elements.ts";
import { type QuantizationScale, type QuantizedType, quantizationScale, quantizedRange } from "./quantization-scale.ts";

/** A weight in whole numbers, with one scale, or one an index of `axis`. */
export interface QuantizedWeight {
  readonly tensor: Tensor;
  readonly scales: readonly number[];
  /** Equal ones where the range is symmetric. */
  readonly zeros: readonly number[];
}

export interface QuantizeWeightOptions {
  /** The axis along which each index has a scale of its own; one scale for all unless given. */
  readonly axis?: number;
  readonly symmetric?: boolean;
  /** 7 of the 8 bits. */
  readonly reduced?: boolean;
  /** The least scale an index may have. */
  readonly atLeast?: (index: number) => number;
}

/** A weight in 8 bits: x / scale in float32, rounded to nearest, ties to even, saturated, as onnxruntime.quantization rounds. */
export function quantizeWeight(
  weight: Tensor,
  dtype: QuantizedType,
  { axis, symmetric = false, reduced = false, atLeast }: QuantizeWeightOptions = {},
): QuantizedWeight {
  const values = tensorValues(weight);
  const count = axis === undefined ? 1 : weight.shape[axis];
  const inner = axis === undefined ? values.length : elements(weight.shape.slice(axis + 1));
  const indexOf = (i: number) => (axis === undefined ? 0 : Math.floor(i / inner) % count);
  const lows = new Float64Array(count);
  const highs = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    const at = indexOf(i);
    if (values[i] < lows[at]) lows[at] = values[i];
    if (values[i] > highs[at]) highs[at] = values[i];
  }
  const scales = Array.from(lows, (min, i): QuantizationScale => {
    const own = quantizationScale({ min, max: highs[i] }, dtype, { symmetric, reduced });
    return { ...own, scale: Math.max(own.scale, Math.fround(atLeast?.(i) ?? 0)) };
  });
  const { lowest, highest } = quantizedRange(dtype, { symmetric, reduced });
  const whole = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const { scale, zero } = scales[indexOf(i)];
    whole[i] = Math.min(Math.max(roundToEven(Math.fround(values[i] / scale)) + zero, lowest), highest);
  }
  return {
    tensor: makeTensor(dtype, weight.shape, whole),
    scales: scales.map(({ scale }) => scale),
    zeros: scales.map(({ zero }) => zero),
  };
}
