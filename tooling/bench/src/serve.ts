import { createInterface } from "node:readline";
import type { Done, Work } from "./contestant.ts";

/**
 * The contestant's side: says which versions work, then does what each line of standard input asks for.
 * `describe` says outside the timing what came of it; unless told it is what `work` returned.
 */
export async function serve<R, A = R>(
  versions: string,
  work: (task: string) => R | Promise<R>,
  describe: (result: R) => A = (result) => result as unknown as A,
): Promise<void> {
  const answer = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
  answer({ versions });
  for await (const line of createInterface({ input: process.stdin })) {
    const { result, ...done } = await measure(JSON.parse(line), work);
    answer({ ...done, answer: describe(result) } satisfies Done<A>);
  }
}

async function measure<R>({ task, count, atOnce = 1 }: Work, work: (task: string) => R | Promise<R>) {
  const times: number[] = [];
  let result: R;
  let left = count;
  const start = performance.now();
  const lane = async () => {
    while (left-- > 0) {
      const begin = performance.now();
      result = await work(task);
      times.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { times, total: performance.now() - start, result: result! };
}
