import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** What a contestant is to do: `count` times `task`, so many `atOnce` (1 unless told). */
export interface Work {
  task: string;
  count: number;
  atOnce?: number;
}

/** How long each time took and all together, in milliseconds, and what came out last. */
export interface Done<A> {
  times: number[];
  total: number;
  answer: A;
}

/** A process that does work when asked, so that contestants can take turns. */
export interface Contestant<A> {
  name: string;
  /** Versions of what does the work. */
  versions: string;
  ask(work: Work): Promise<Done<A>>;
  close(): Promise<void>;
}

/** Starts a contestant's process and waits until its model is loaded. */
export async function openContestant<A>(
  name: string,
  command: string,
  args: readonly string[],
): Promise<Contestant<A>> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} ended before it answered`);
    return JSON.parse(value);
  };
  const { versions } = await next();
  return {
    name,
    versions,
    ask(work) {
      child.stdin.write(`${JSON.stringify(work)}\n`);
      return next();
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
