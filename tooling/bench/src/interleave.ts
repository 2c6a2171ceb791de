import type { Contestant, Done, Work } from "./contestant.ts";
import { rotated } from "./rotated.ts";

/** All that a contestant did, in milliseconds; its throughput is of the rounds' totals. */
export interface Result<A> {
  name: string;
  times: number[];
  totals: number[];
  answer: A;
}

/** Has contestants do the same work by turns, another one first in each round, after a first turn that is not counted. */
export async function interleave<A>(
  contestants: readonly Contestant<A>[],
  work: Work,
  { rounds }: { rounds: number },
): Promise<Result<A>[]> {
  const done = contestants.map((): Done<A>[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const i of rotated([...contestants.keys()], round + 1)) {
      const result = await contestants[i].ask(work);
      if (round >= 0) done[i].push(result);
    }
  }
  return contestants.map(({ name }, i) => ({
    name,
    times: done[i].flatMap(({ times }) => times),
    totals: done[i].map(({ total }) => total),
    answer: done[i].at(-1)!.answer,
  }));
}
