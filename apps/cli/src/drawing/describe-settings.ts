import type { DrawingSettings } from "@tiny-cats/core";

/** How something was drawn, in a line. */
export function describeSettings({
  seed,
  steps,
  solver,
  guidance,
  guidanceInterval: [from, to],
}: DrawingSettings): string {
  const guided = guidance === 1 ? "no guidance" : `guidance ${guidance} from ${from} to ${to}`;
  return `seed ${seed}, ${solver}, ${steps} steps, ${guided}`;
}
