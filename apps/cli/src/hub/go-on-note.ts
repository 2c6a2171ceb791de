import type { CommandContext } from "../command-context.ts";
import { INTERRUPTED } from "../stop.ts";

/** Does work that another run can go on with, and says so where it is interrupted. */
export async function goOnNote<T>({ io, talk }: CommandContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (io.signal.aborted && io.signal.reason === INTERRUPTED)
      talk.note("what was done is kept: give the same command again to go on from there");
    throw error;
  }
}
