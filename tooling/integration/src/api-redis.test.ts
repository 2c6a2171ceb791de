import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hasRedis, startRedis } from "../../testing/start-redis.ts";
import { startServer } from "./api-processes.ts";
import { drawAlone, killWorkerInTheMiddle, shareDrawings } from "./api-redis.ts";
import { fixture } from "./fixture.ts";

// Without redis-server they are skipped and said to be; CI always has one.
describe.skipIf(!hasRedis)("servers that share a Redis", () => {
  test("two that answer and two that work draw what one draws, bit for bit, though Redis is killed in between", async () => {
    const { pngs, killedAt, codes } = await shareDrawings({ count: 24, kills: 1 });
    expect(killedAt[0]).toBeLessThan(24);
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(new Set(pngs).size).toBe(24);
    expect(pngs).toEqual(await drawAlone(24));
  });

  test("what a worker drew when it was killed is drawn by another", async () => {
    const { pngs, inTheMiddle } = await killWorkerInTheMiddle({ afterMs: 200, steps: 30 });
    expect(inTheMiddle).toBe(true);
    expect(pngs).toEqual(await drawAlone(1, 30));
  });

  test("a picture is classified as without Redis, to the last digit, and a broken one is refused as without it", async () => {
    const redis = await startRedis();
    const [shared, alone] = await Promise.all([
      startServer({ only: "classifier", redis: { url: redis.url } }),
      startServer({ only: "classifier" }),
    ]);
    const cat = readFileSync(fixture("chelsea.png"));
    for (const body of [cat, cat.subarray(0, 5000), Buffer.from("no picture")]) {
      const [there, here] = await Promise.all(
        [shared, alone].map(async ({ url }) => {
          const headers = { "x-request-id": "same" };
          const answer = await fetch(new URL("/v1/classify", url), { method: "POST", headers, body });
          return { status: answer.status, body: await answer.json() };
        }),
      );
      expect(there).toEqual(here);
    }
  });

  test("without Redis nothing is taken and nothing hangs, with it again all goes on, and all ends well without it", async () => {
    const redis = await startRedis();
    const server = await startServer({ only: "generator", redis: { url: redis.url }, drawDeadlineMs: 1500 });
    const ask = () =>
      fetch(new URL("/v1/generate", server.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ breed: "Persian", steps: 1 }),
      });
    const ready = async () => (await fetch(new URL("/readyz", server.url))).status;
    expect([(await ask()).status, await ready()]).toEqual([200, 200]);
    await redis.kill();
    const refused = await ask();
    expect([refused.status, await ready()]).toEqual([429, 503]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: "too-busy" });
    await redis.start();
    while ((await ready()) !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await ask()).status).toBe(200);
    await redis.kill();
    expect(await server.end()).toBe(0);
  });
});
