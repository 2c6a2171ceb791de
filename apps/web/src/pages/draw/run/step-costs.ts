import { findSolver, timeGrid } from "@tiny-cats/core";
import type { DrawPlan } from "../settings/draw-plan.ts";

/** How many times each step of a picture runs the model. Guidance runs it for two pictures at once, which counts as two. */
export function stepCosts({ solver, steps, times, guidance, guidanceInterval: [from, to] }: DrawPlan): number[] {
  const { evaluations } = findSolver(solver);
  const inner = evaluations(2) - evaluations(1);
  const grid = timeGrid(times, steps);
  return Array.from({ length: steps }, (_, i) => {
    const isGuided = guidance !== 1 && grid[i] >= from && grid[i] <= to;
    return (i === steps - 1 ? evaluations(1) : inner) * (isGuided ? 2 : 1);
  });
}
