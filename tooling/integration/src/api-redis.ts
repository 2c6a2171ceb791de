import { startRedis } from "../../testing/start-redis.ts";
import { drawAll, drawingsToAsk, jobs, startServer, until } from "./api-processes.ts";

/** Milliseconds after which a worker that was killed is missed: short, so that tests are. */
const LOCK_MS = 1500;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Draws with two processes that answer and two that work, then with one that does both without Redis. Redis is killed so often meanwhile, and each
 * time started again with what it wrote down.
 */
export async function shareDrawings({ count, kills }: { count: number; kills: number }) {
  const redis = await startRedis();
  const shared = { redis: { url: redis.url, lockMs: LOCK_MS }, only: "generator" as const };
  const [one, two, ...workers] = await Promise.all([
    startServer({ ...shared, role: "web" }),
    startServer({ ...shared, role: "web" }),
    startServer({ ...shared, role: "worker" }),
    startServer({ ...shared, role: "worker" }),
  ]);
  const asked = drawingsToAsk(count);
  let done = 0;
  const drawing = drawAll([one, two], asked, { onDrawn: () => void done++ });
  const killedAt: number[] = [];
  for (let kill = 1; kill <= kills; kill++) {
    await until(() => done >= Math.floor((kill * count) / (kills + 2)));
    await redis.kill();
    killedAt.push(done);
    await pause(300);
    await redis.start();
  }
  const pngs = await drawing;
  const codes = await Promise.all([one, two, ...workers].map((server) => server.end()));
  await redis.kill();
  return { pngs, killedAt, codes };
}

/** What one process draws without Redis. */
export async function drawAlone(count: number, steps?: number): Promise<string[]> {
  const server = await startServer({ only: "generator" });
  const pngs = await drawAll([server], drawingsToAsk(count, steps));
  await server.end();
  return pngs;
}

/** Kills a worker that draws, starts another, and says whether the drawing was still under way after the kill. */
export async function killWorkerInTheMiddle({ afterMs, steps }: { afterMs: number; steps: number }) {
  const redis = await startRedis();
  const shared = { redis: { url: redis.url, lockMs: LOCK_MS }, only: "generator" as const };
  const [web, first] = await Promise.all([
    startServer({ ...shared, role: "web" }),
    startServer({ ...shared, role: "worker" }),
  ]);
  const drawing = drawAll([web], drawingsToAsk(1, steps));
  await until(async () => (await jobs(web, "active")) === 1);
  await pause(afterMs);
  await first.kill();
  const inTheMiddle = (await jobs(web, "active")) === 1;
  const second = await startServer({ ...shared, role: "worker" });
  const pngs = await drawing;
  await Promise.all([web.end(), second.end()]);
  await redis.kill();
  return { pngs, inTheMiddle };
}
