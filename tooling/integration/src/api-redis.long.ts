import { describe, expect, test } from "vitest";
import { hasRedis } from "../../testing/start-redis.ts";
import { drawAlone, killWorkerInTheMiddle, shareDrawings } from "./api-redis.ts";

describe.skipIf(!hasRedis)("servers that share a Redis", () => {
  test("200 drawings of two that answer and two that work are those of one, bit for bit, though Redis is killed five times", async () => {
    const { pngs, killedAt, codes } = await shareDrawings({ count: 200, kills: 5 });
    for (const done of killedAt) expect(done).toBeLessThan(200);
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(pngs).toEqual(await drawAlone(200));
  });

  test("a drawing outlives its worker, killed at twenty moments", async () => {
    const alone = await drawAlone(1, 30);
    let landed = 0;
    for (let moment = 0; moment < 20; moment++) {
      const { pngs, inTheMiddle } = await killWorkerInTheMiddle({ afterMs: moment * 40, steps: 30 });
      if (inTheMiddle) landed++;
      expect(pngs).toEqual(alone);
    }
    expect(landed).toBeGreaterThanOrEqual(10);
  });
});
