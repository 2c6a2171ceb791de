import type { TensorSpec } from "../architecture.ts";

/** The tensors of a PyTorch BatchNorm2d; the counter of its steps is not needed to run it. */
export function normTensors(name: string, channels: number): [string, TensorSpec][] {
  const shape = [channels];
  return [
    [`${name}.weight`, { shape }],
    [`${name}.bias`, { shape }],
    [`${name}.running_mean`, { shape }],
    [`${name}.running_var`, { shape }],
    [`${name}.num_batches_tracked`, { shape: [], dtype: "i64", optional: true }],
  ];
}
