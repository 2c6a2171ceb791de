import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { drawingText, encodePng } from "@tiny-cats/core/png";
import { generator } from "@tiny-cats/models";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { describe, expect, it } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { hasRedis, startRedis } from "../../../../tooling/testing/start-redis.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import type { Engine } from "../engine/engine.ts";
import { fakeEngine, until, workers } from "../testing/redis-fixture.ts";
import { drawOnQueue } from "./draw-on-queue.ts";

/** An engine whose drawings are 2 x 2 and carry their settings; `spoil` may make something else of one. */
function smallEngine(spoil: (index: number) => Uint8Array | undefined = () => undefined): Engine {
  const image = { width: 2, height: 2, data: new Uint8ClampedArray(12) };
  return {
    ...fakeEngine(),
    draw: async (settings) => spoil(settings.index) ?? encodePng(image, { text: drawingText(settings) }),
  };
}

const requests = (count: number) => Array.from({ length: count }, (_, index) => ({ breed: "Bombay", index }));

describe.skipIf(!hasRedis)("drawings on a queue", () => {
  it("are never more than the window at once, and are asked for again where a worker failed", async () => {
    const redis = await startRedis();
    const tries = new Map<number, number>();
    const engine = smallEngine((index) => {
      const count = (tries.get(index) ?? 0) + 1;
      tries.set(index, count);
      if (index === 3 && count < 3) throw new Error("a bad moment");
      return undefined;
    });
    await workers(redis, engine, { drawings: 50 });
    const folder = temporaryFolder();
    const written: number[] = [];
    const drawn = await drawOnQueue(requests(60), {
      source: generator,
      redis,
      folder,
      seed: 1,
      window: 5,
      onDrawing: ({ settings }) => written.push(settings.index),
    });
    expect(drawn.map(({ settings }) => settings.index)).toEqual(requests(60).map(({ index }) => index));
    expect(tries.get(3)).toBe(3);
    for (const [place, index] of written.entries()) expect(index - place).toBeLessThan(5);
    expect(await readdir(folder)).toHaveLength(61);
  });

  it("end with the error of the first that fails for good, and with what is not the drawing that was asked for", async () => {
    const redis = await startRedis();
    const refusal = new TinyCatsError("non-finite-velocity", "not a number", { value: 1, remedy: "less guidance" });
    await workers(
      redis,
      smallEngine((index) => {
        if (index === 2) throw refusal;
        return index === 5 ? Uint8Array.of(1) : undefined;
      }),
    );
    const folder = temporaryFolder();
    const options = { source: generator, redis, folder, seed: 1, window: 2 };
    expect(await errorOf(() => drawOnQueue(requests(50), options))).toEqual(refusal);
    expect(await readdir(folder)).not.toContain("generation_metadata.json");
    const error = await errorOf(() => drawOnQueue([{ breed: "Bombay", index: 5 }], options));
    expect(error.code).toBe("wrong-drawing");
    expect(await readdir(folder)).not.toContain("Bombay_005.png");
  });

  it("say so when nobody draws, and end when they are told to", async () => {
    const redis = await startRedis();
    const stop = new AbortController();
    const told: number[] = [];
    const folder = temporaryFolder();
    const drawing = drawOnQueue(requests(3), {
      source: generator,
      redis,
      folder,
      seed: 1,
      idleMs: 50,
      onIdle: (count) => told.push(count),
      signal: stop.signal,
    });
    await until(() => told.length > 0);
    expect(told[0]).toBe(0);
    stop.abort(new Error("enough"));
    await expect(drawing).rejects.toThrow("enough");
    expect(await readdir(folder)).toEqual([]);
  });

  it("keep what is there, and nothing of a folder's own", async () => {
    const redis = await startRedis();
    await workers(redis, smallEngine());
    const folder = temporaryFolder();
    const options = { source: generator, redis, folder, seed: 1 };
    await drawOnQueue(requests(3), options);
    const again = await drawOnQueue(requests(5), options);
    expect(again.map(({ kept }) => kept)).toEqual([true, true, true, false, false]);
    expect(JSON.parse(await readFile(join(folder, "generation_metadata.json"), "utf8"))).toMatchObject({
      seed: 1,
      breeds_generated: [{ breed_name: "Bombay", num_samples: 5 }],
    });
  });
});
