export const GRID_STEPS = [10, 25, 50, 100] as const;
export const GRID_GUIDANCE = [1, 1.5, 2, 3] as const;
/** A picture is to be there within this time. */
export const GOAL_MS = 2000;

/** The time of one picture at one setting. */
export interface GridCell {
  steps: number;
  guidance: number;
  ms: number;
}

/** Draws one picture with these settings. */
export type DrawOne = (settings: { steps: number; guidance: number; signal: AbortSignal }) => Promise<unknown>;

/** Times a picture at every setting, the fastest first, after one that is not counted; cells come as they are measured. */
export async function* measureGrid(
  draw: DrawOne,
  { signal, now = () => performance.now() }: { signal: AbortSignal; now?: () => number },
): AsyncGenerator<GridCell> {
  await draw({ steps: 2, guidance: GRID_GUIDANCE[1], signal });
  for (const steps of GRID_STEPS) {
    for (const guidance of GRID_GUIDANCE) {
      signal.throwIfAborted();
      const start = now();
      await draw({ steps, guidance, signal });
      yield { steps, guidance, ms: now() - start };
    }
  }
}

/** The grid as Markdown, one picture a cell. */
export function gridMarkdown(cells: readonly GridCell[]): string {
  const cell = (steps: number, guidance: number) => {
    const found = cells.find((each) => each.steps === steps && each.guidance === guidance);
    if (!found) return "not measured";
    return `${(found.ms / 1000).toFixed(2)} s${found.ms > GOAL_MS ? " (over)" : ""}`;
  };
  const rows = GRID_STEPS.map((steps) => [String(steps), ...GRID_GUIDANCE.map((guidance) => cell(steps, guidance))]);
  const head = ["steps", ...GRID_GUIDANCE.map((guidance) => `guidance ${guidance}`)];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
