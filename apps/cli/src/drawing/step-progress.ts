import type { DrawOptions } from "@tiny-cats/core";
import type { Progress } from "../output/progress.ts";

/** Moves a bar of pictures * steps along as steps are done. */
export function stepProgress(progress: Progress): NonNullable<DrawOptions["onStep"]> {
  return ({ pictures, step, steps }) => progress.update(pictures[0] * steps + step * pictures.length);
}
