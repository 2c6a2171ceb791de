import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { StartOptions } from "@tiny-cats/api";
import { onTestFinished } from "vitest";

/** A server in a process of its own. */
export interface ServerProcess {
  url: URL;
  child: ChildProcess;
  /** Asks it to end, and waits until it has. @returns its exit code */
  end(): Promise<number | null>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
}

/** Starts a server of the embedded models, or of one of them; ended with the running test at the latest. */
export async function startServer(
  options: Omit<StartOptions, "models"> & { only?: "classifier" | "generator" } = {},
): Promise<ServerProcess> {
  const script = join(import.meta.dirname, "api-child.ts");
  const one = { classifiers: 1, generators: 1 };
  const child = spawn(process.execPath, [script, JSON.stringify({ ...one, ...options })], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const closed = once(child, "close");
  const first = once(createInterface(child.stdout), "line").then(([line]) => new URL(line));
  const url = await Promise.race([first, closed.then(() => undefined)]);
  if (!url) throw new Error("the server ended before it began");
  return {
    url,
    child,
    async end() {
      child.kill("SIGTERM");
      const [code] = await closed;
      return code;
    },
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

/** What there is to draw: so many breeds, seeds and pictures in turn. */
export function drawingsToAsk(count: number, steps = 2) {
  const breeds = ["Siamese", "Bengal", "Persian", "Maine Coon"];
  return Array.from({ length: count }, (_, i) => ({ breed: breeds[i % breeds.length], seed: i, steps, guidance: 1.5 }));
}

/** Draws, turn by turn at each of the servers, and asks again where it is told to. @returns the PNGs */
export async function drawAll(
  servers: readonly ServerProcess[],
  asked: readonly object[],
  { onDrawn }: { onDrawn?: () => void } = {},
): Promise<string[]> {
  const draw = async (body: object, place: number): Promise<string> => {
    const { url } = servers[place % servers.length];
    const headers = { "content-type": "application/json", accept: "image/png" };
    const answer = await fetch(new URL("/v1/generate", url), { method: "POST", headers, body: JSON.stringify(body) });
    if (answer.status === 200) {
      const png = Buffer.from(await answer.arrayBuffer()).toString("base64");
      onDrawn?.();
      return png;
    }
    if (answer.status !== 429) throw new Error(`${answer.status}: ${await answer.text()}`);
    await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get("retry-after")) * 1000));
    return draw(body, place);
  };
  return Promise.all(asked.map(draw));
}

/** How many drawings a server knows in that state, of all who share its Redis. */
export async function jobs({ url }: ServerProcess, state: "active" | "waiting" | "prioritized"): Promise<number> {
  const text = await (await fetch(new URL("/metrics", url))).text();
  const line = new RegExp(`^tiny_cats_queue_jobs\\{queue="draw-[^"]*",state="${state}"\\} (\\d+)$`, "m");
  return Number(line.exec(text)?.[1] ?? 0);
}

/** Waits until something is so. */
export async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 20));
}
