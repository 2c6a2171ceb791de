import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import type { Standing } from "./server-process.ts";

const EVERY_MS = 1;

/** A server's side: says where it listens, then how it stands for each line of standard input, until that ends; what it knows besides is `own`. */
export async function standing(url: string, own: () => Partial<Standing> = () => ({})): Promise<void> {
  const answer = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
  const lag = monitorEventLoopDelay({ resolution: EVERY_MS });
  lag.enable();
  let before = process.cpuUsage();
  answer({ url });
  for await (const _ of createInterface({ input: process.stdin })) {
    const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - EVERY_MS);
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    answer({
      lagP99: ms(lag.percentile(99)),
      lagMax: ms(lag.max),
      processor: (user + system) / 1000,
      rss: process.memoryUsage.rss(),
      ...own(),
    } satisfies Standing);
    lag.reset();
  }
}
