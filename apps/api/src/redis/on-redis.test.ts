import { TinyCatsError } from "@tiny-cats/schema/errors";
import { describe, expect, it } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { hasRedis, startRedis } from "../../../../tooling/testing/start-redis.ts";
import {
  classification,
  connected,
  fakeEngine,
  models,
  remote,
  settings,
  until,
  workers,
} from "../testing/redis-fixture.ts";
import { drawingId, drawingKey, waitersKey } from "./names.ts";

/** In performance.now(), so many milliseconds ahead. */
const within = (milliseconds: number) => performance.now() + milliseconds;

// Without redis-server they are skipped and said to be; CI always has one.
describe.skipIf(!hasRedis)("work over Redis", () => {
  it("is done once for all who ask for it, in one process and in others", async () => {
    const redis = await startRedis();
    const engine = fakeEngine({ held: true });
    const [one, other] = [await remote(redis), await remote(redis)];
    const wanted = settings(await models());
    const asked = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? one : other).draw(wanted, {}));
    await until(async () => Object.values(await one.counts()).some(({ waiting }) => waiting > 0));
    await workers(redis, engine);
    await until(() => engine.drawn.length > 0);
    const late = other.draw({ ...wanted }, {});
    engine.release();
    const drawings = await Promise.all([...asked, late]);
    expect(new Set(drawings.map((png) => new TextDecoder().decode(png)))).toEqual(new Set(["drawing Siamese 1 0"]));
    expect(engine.drawn).toEqual([wanted]);
    expect(await one.draw(wanted, {})).toEqual(drawings[0]);
    expect(engine.drawn).toHaveLength(1);
  });

  it("gives a classification to the last bit, and lets the picture go", async () => {
    const redis = await startRedis();
    const engine = fakeEngine();
    await workers(redis, engine);
    const web = await remote(redis);
    const { quick } = await connected(redis);
    const pictures = Array.from({ length: 20 }, (_, i) => new Uint8Array(i % 10).fill(7));
    const found = await Promise.all(pictures.map((picture) => web.classify(picture, {})));
    expect(found).toEqual(pictures.map((picture) => classification(picture.length)));
    expect(engine.pictures).toBe(10);
    expect(await quick.keys("tiny-cats:picture:*")).toEqual([]);
  });

  it("fails as it failed at the worker, and is tried anew by the next who asks", async () => {
    const redis = await startRedis();
    const engine = fakeEngine();
    await workers(redis, engine);
    const web = await remote(redis);
    engine.fail(new TinyCatsError("not-a-picture", "no picture: 3 bytes", { value: 3, remedy: "give one" }));
    const error = await errorOf(() => web.classify(new Uint8Array(3), {}));
    expect(error).toMatchObject({
      code: "not-a-picture",
      message: "no picture: 3 bytes",
      value: 3,
      remedy: "give one",
    });
    engine.fail(new Error("out of luck"));
    const other = await errorOf(() => web.draw(settings({}), {}));
    expect(other.code).toBe("worker-failed");
    engine.fail(undefined);
    expect(await web.classify(new Uint8Array(3), {})).toEqual(classification(3));
  });

  it("is taken back when the last who waits for it leaves, not before", async () => {
    const redis = await startRedis();
    const [one, other] = [await remote(redis), await remote(redis)];
    const wanted = settings(await models());
    const waiting = async () => Object.values(await one.counts()).reduce((sum, states) => sum + states.waiting, 0);
    const [first, second] = [new AbortController(), new AbortController()];
    const leaving = one.draw(wanted, { signal: first.signal });
    const staying = other.draw(wanted, { signal: second.signal });
    const { quick } = await connected(redis);
    await until(async () => (await quick.zcard(waitersKey(drawingId(wanted)))) === 2);
    first.abort(new Error("gone"));
    await expect(leaving).rejects.toThrow("gone");
    await until(async () => (await quick.zcard(waitersKey(drawingId(wanted)))) === 1);
    expect(await waiting()).toBe(1);
    second.abort(new Error("gone too"));
    await expect(staying).rejects.toThrow("gone too");
    await until(async () => (await waiting()) === 0);
  });

  it("is not begun when those who asked for it are gone without a word", async () => {
    const redis = await startRedis();
    const { quick } = await connected(redis);
    const engine = fakeEngine();
    const web = await remote(redis);
    const wanted = settings(await models());
    const gone = web.draw(wanted, {});
    await until(async () => Object.values(await web.counts()).some(({ waiting }) => waiting > 0));
    await quick.del(waitersKey(drawingId(wanted)));
    await workers(redis, engine);
    // Whoever is still there asks again, so it is drawn after all, and once.
    await gone;
    expect(engine.drawn).toHaveLength(1);
  });

  it("is refused in time when no worker begins it", async () => {
    const web = await remote(await startRedis());
    const error = await errorOf(async () => web.draw(settings(await models()), { endsAt: within(400) }));
    expect(error).toMatchObject({ code: "too-busy", message: "no worker began it in time" });
    await until(async () => Object.values(await web.counts()).every(({ waiting }) => waiting === 0));
  });

  it("tells its progress to those who look on, and makes no previews for nobody", async () => {
    const redis = await startRedis();
    const steps = [1, 2].map((step) => ({ step, steps: 2, preview: Uint8Array.of(step, 9) }));
    const engine = fakeEngine({ steps });
    await workers(redis, engine);
    const web = await remote(redis);
    const wanted = settings(await models());
    const seen: unknown[] = [];
    await web.draw(wanted, { onStep: (progress) => seen.push(progress) });
    await until(() => seen.length === 2);
    expect(seen).toEqual(steps);
    await web.draw({ ...wanted, seed: 2 }, {});
    expect(engine.watched).toEqual([true, false]);
  });

  it("outlives Redis, and is refused while it is away", async () => {
    const redis = await startRedis({ options: { appendfsync: "always" } });
    const engine = fakeEngine({ held: true });
    await workers(redis, engine);
    const web = await remote(redis);
    const wanted = settings(await models());
    const drawing = web.draw(wanted, {});
    await until(() => engine.drawn.length === 1);
    await redis.kill();
    const refused = await errorOf(() => web.draw({ ...wanted, seed: 2 }, { endsAt: within(600) }));
    expect(refused).toMatchObject({ code: "too-busy", message: "the queue can't be reached" });
    expect(refused.value).toBeGreaterThan(0);
    engine.release();
    await redis.start();
    expect(new TextDecoder().decode(await drawing)).toBe("drawing Siamese 1 0");
    expect(await web.draw({ ...wanted, seed: 3 }, {})).toHaveLength("drawing Siamese 3 0".length);
  });

  it("is asked for again when Redis has lost all of it", async () => {
    const redis = await startRedis();
    const web = await remote(redis);
    const { quick } = await connected(redis);
    const wanted = settings(await models());
    const drawing = web.draw(wanted, {});
    await until(async () => Object.values(await web.counts()).some(({ waiting }) => waiting > 0));
    await quick.flushall();
    const engine = fakeEngine();
    await workers(redis, engine);
    await drawing;
    expect(await quick.exists(drawingKey(drawingId(wanted)))).toBe(1);
  });

  it("goes to another worker when one is lost with it", async () => {
    const redis = await startRedis();
    const lost = fakeEngine({ held: true });
    const { quick, patient } = await connected(redis);
    await workers(redis, lost, { lockMs: 600 });
    const web = await remote(redis);
    const drawing = web.draw(settings(await models()), {});
    await until(() => lost.drawn.length === 1);
    // Its lock is all that says that somebody is at it.
    const locks = async () => (await quick.keys("tiny-cats:draw-*:lock")).length;
    await until(async () => (await locks()) === 1);
    const sturdy = fakeEngine();
    await workers(redis, sturdy, { lockMs: 600 });
    const loseLock = setInterval(async () => {
      for (const key of await patient.keys("tiny-cats:draw-*:lock"))
        if (sturdy.drawn.length === 0) await patient.del(key);
    }, 20);
    await drawing;
    clearInterval(loseLock);
    expect(lost.drawn.length + sturdy.drawn.length).toBeGreaterThanOrEqual(2);
    lost.release();
  });
});
