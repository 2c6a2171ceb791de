import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { contestantFile } from "./contestant-file.ts";

/** How a server's process stands: since it was last asked, how long its event loop was held up and how long it used processors, in milliseconds; its resident memory in bytes. */
export interface Standing {
  lagP99: number;
  lagMax: number;
  processor: number;
  rss: number;
  /** Of those it measured itself: from a request's head to its answer's. */
  servedP99?: number;
}

/** A server that is a process of its own. */
export interface ServerProcess extends AsyncDisposable {
  url: string;
  ask(): Promise<Standing>;
}

/** Starts a contestant that serves, and waits until it answers. */
export async function startServer(file: string, args: readonly string[] = []): Promise<ServerProcess> {
  const child = spawn(process.execPath, [contestantFile(file), ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${file} ended before it answered`);
    return JSON.parse(value);
  };
  const { url } = await next();
  return {
    url,
    ask() {
      child.stdin.write("\n");
      return next();
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}
