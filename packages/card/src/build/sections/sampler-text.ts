import type { Sampler } from "@tiny-cats/schema";

/** A sampler in words. */
export function samplerText({ solver, steps, times, guidance }: Sampler): string {
  const [from, to] = guidance.interval;
  const when = from === 0 && to === 1 ? "" : ` for t from ${from} to ${to}`;
  return `${solver}, ${steps} steps, times ${times.kind}, guidance ${guidance.scale}${when}`;
}
