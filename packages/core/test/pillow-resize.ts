import type { FormulaKind } from "../../../tooling/golden/formula-picture.ts";
import { readVectors } from "../../../tooling/golden/read-vectors.ts";
import type { ResizeFilter } from "../src/image/resize/resize-filter.ts";

/** A picture by its formula, and what Pillow makes of it. */
export interface ResizeCase {
  filter: ResizeFilter;
  kind: FormulaKind;
  from: [number, number];
  to: [number, number];
  box?: [number, number, number, number];
  sha256: string;
}

/** What tooling/golden/scripts/pillow-resize.py writes. */
export const pillowResize = readVectors<{
  bytes: (ResizeCase & { values?: string })[];
  sweeps: { filter: ResizeFilter; sha256: string }[];
  /** In mode F; `values` are every stride-th. */
  floats: (ResizeCase & { stride: number; values: string })[];
}>("pillow-resize");
