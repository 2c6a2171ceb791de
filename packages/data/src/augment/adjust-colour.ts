import type { Changes } from "./draw-changes.ts";

const grey = (values: Float32Array, i: number) => 0.2989 * values[i] + 0.587 * values[i + 1] + 0.114 * values[i + 2];
const clamp = (value: number) => Math.min(255, Math.max(0, value));

/**
 * Changes colours in place, values from 0 to 255, as torchvision's transforms.v2.functional does for pictures of floating point numbers: brightness blends with
 * black, contrast with the mean of the grey picture, saturation with each pixel's grey; the result of each is clamped. A factor of 1 changes nothing.
 */
export function adjustColour(
  values: Float32Array,
  changes: Pick<Changes, "brightness" | "contrast" | "saturation" | "order">,
): void {
  for (const change of changes.order) {
    const factor = changes[change];
    if (factor === 1) continue;
    if (change === "saturation") {
      for (let i = 0; i < values.length; i += 3) {
        const other = (1 - factor) * grey(values, i);
        for (let channel = 0; channel < 3; channel++) values[i + channel] = clamp(values[i + channel] * factor + other);
      }
      continue;
    }
    const other = change === "contrast" ? (1 - factor) * meanGrey(values) : 0;
    for (let i = 0; i < values.length; i++) values[i] = clamp(values[i] * factor + other);
  }
}

function meanGrey(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 3) sum += grey(values, i);
  return sum / (values.length / 3);
}
