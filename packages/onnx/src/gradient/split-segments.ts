import type { Application } from "../build/application.ts";
import type { Value } from "../build/value.ts";
import { DTYPES } from "../model/dtype.ts";

/**
 * Cuts applications into `count` parts of about the same bytes of results, each cut where the fewest bytes are alive within half a part of its
 * place, the nearest of equal ones. Sides that only have a name count as 1.
 */
export function splitSegments(applications: readonly Application[], count: number): Application[][] {
  const lastUse = new Map<string, number>();
  applications.forEach(({ inputs }, at) => {
    for (const input of inputs) if (input) lastUse.set(input.name, at);
  });
  const ends = new Array<number>(applications.length + 1).fill(0);
  let alive = 0;
  let made = 0;
  const states = applications.map(({ outputs }, at) => {
    for (const output of outputs) {
      const bytes = bytesOf(output);
      made += bytes;
      alive += bytes;
      ends[lastUse.get(output.name) ?? at] += bytes;
    }
    alive -= ends[at];
    return { alive, made };
  });
  const cuts = [0];
  for (let part = 1; part < count; part++) {
    const around = (made * part) / count;
    const within = made / count / 2;
    let best: number | undefined;
    states.forEach((state, at) => {
      const gap = Math.abs(state.made - around);
      if (at + 1 <= cuts.at(-1)! || gap > within) return;
      const least = best === undefined ? undefined : states[best - 1];
      const isNearer = least && state.alive === least.alive && gap < Math.abs(least.made - around);
      if (!least || state.alive < least.alive || isNearer) best = at + 1;
    });
    if (best !== undefined && best < applications.length) cuts.push(best);
  }
  return cuts.map((cut, i) => applications.slice(cut, cuts[i + 1]));
}

function bytesOf({ dtype, shape }: Value): number {
  return shape.reduce<number>((bytes, side) => bytes * (typeof side === "number" ? side : 1), DTYPES[dtype].bytes);
}
