import { fixedAxis } from "./fixed-axis.ts";
import type { Simd } from "./open-simd.ts";
import { resizeColumns } from "./resize-columns.ts";
import type { ResizePass } from "./resize-plan.ts";
import { resizeRows } from "./resize-rows.ts";
import { simdColumns } from "./simd-columns.ts";
import { simdRows } from "./simd-rows.ts";

/** Runs passes over 8-bit RGB: in WebAssembly where it is given and a pass fits in its memory, else by plain loops, with the same bits. */
export function runPasses(source: Uint8Array, passes: readonly ResizePass[], simd?: Simd): Uint8Array {
  let bytes = source;
  for (const { direction, axis, width, rows } of passes) {
    const fixed = fixedAxis(axis);
    if (direction === "horizontal") {
      const size = { from: width, rows };
      bytes = (simd && simdRows(simd, bytes, fixed, size)) ?? resizeRows(bytes, fixed, size);
    } else {
      const size = { values: width * 3 };
      bytes = (simd && simdColumns(simd, bytes, fixed, size)) ?? resizeColumns(bytes, fixed, size);
    }
  }
  return bytes;
}
