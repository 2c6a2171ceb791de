import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { classifier, generator } from "@tiny-cats/models";
import { describe, expect, it, vi } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { hasRedis, startRedis } from "../../../../tooling/testing/start-redis.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { startApi } from "../start-api.ts";
import { connected, fakeEngine, models, remote, settings, until, workers } from "../testing/redis-fixture.ts";
import { startWorkers } from "./start-workers.ts";

/** The embedded models without their graphs: whoever loads one fails. */
function hollow() {
  const folders = [classifier, generator].map(({ manifest }) => {
    const folder = temporaryFolder();
    copyFileSync(fileURLToPath(manifest), join(folder, "tiny-cats.json"));
    return { source: folder };
  });
  return { classifier: folders[0], generator: folders[1] };
}

it.each(["web", "worker"] as const)("a process that is only %s needs a Redis", async (role) => {
  expect((await errorOf(() => startApi({ models: hollow(), role }))).code).toBe("no-redis");
});

describe.skipIf(!hasRedis)("a process beside a Redis", () => {
  it("answers without any graph where others work, and warns of a Redis that may lose work", async () => {
    const redis = await startRedis({
      password: "opensesame",
      options: { appendonly: "no", "maxmemory-policy": "allkeys-lru" },
    });
    const printed = [vi.spyOn(console, "warn"), vi.spyOn(console, "error")];
    const lines: unknown[] = [];
    const log = (line: unknown) => void lines.push(line);
    const server = await startApi({ models: hollow(), role: "web", redis, drawDeadlineMs: 500, log });
    await workers(redis, fakeEngine());
    const draw = () =>
      fetch(new URL("/v1/generate", server.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ breed: "Siamese", seed: 1 }),
      });
    expect(await (await draw()).text()).toBe("drawing Siamese 1 0");
    expect(server.warnings).toEqual([expect.stringContaining("allkeys-lru"), expect.stringContaining("appendonly no")]);
    expect(
      (await (await fetch(new URL("/metrics", server.url))).text()).match(/^tiny_cats_queue_jobs\{.*\} 0$/gm),
    ).toHaveLength(6);
    await redis.kill();
    await until(async () => (await fetch(new URL("/readyz", server.url))).status === 503);
    expect((await draw()).status).toBe(429);
    // It ends though Redis is away.
    await server.close({ graceMs: 1000 });
    expect(lines).toContainEqual(expect.objectContaining({ event: "redis-may-lose-work" }));
    expect(lines).toContainEqual(expect.objectContaining({ event: "redis-away" }));
    expect(JSON.stringify(lines)).not.toContain("sesame");
    for (const print of printed) expect(print).not.toHaveBeenCalled();
  });

  it("does the work and answers nothing but how it is where it is only a worker", async () => {
    const redis = await startRedis();
    await using server = await startApi({
      models: { generator: { source: generator } },
      role: "worker",
      redis,
      generators: 1,
    });
    const statuses = ["/healthz", "/readyz", "/metrics", "/v1/models"].map(
      async (path) => (await fetch(new URL(path, server.url))).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 404]);
    const png = await (await remote(redis)).draw(settings(await models()), {});
    expect(Buffer.from(png.subarray(1, 4)).toString()).toBe("PNG");
  });

  it("leaves what it could not end in time to others", async () => {
    const redis = await startRedis();
    const slow = fakeEngine({ held: true });
    const own = await connected(redis);
    const options = { drawings: 1, pictures: 1, lockMs: 600 };
    const ending = await startWorkers(await models(), slow, own.patient, options);
    const drawing = (await remote(redis)).draw(settings(await models()), {});
    await until(() => slow.drawn.length === 1);
    await ending.close({ graceMs: 50 });
    own.close();
    slow.release();
    const next = fakeEngine();
    await workers(redis, next, options);
    await drawing;
    expect(next.drawn).toHaveLength(1);
  });

  it("ends what it can end in time, and takes nothing more", async () => {
    const redis = await startRedis();
    const slow = fakeEngine({ held: true });
    const ending = await workers(redis, slow, { drawings: 1 });
    const web = await remote(redis);
    const wanted = settings(await models());
    const first = web.draw(wanted, {});
    await until(() => slow.drawn.length === 1);
    const second = web.draw({ ...wanted, seed: 2 }, { endsAt: performance.now() + 1500 });
    const refused = errorOf(() => second);
    const closing = ending.close({ graceMs: 5000 });
    slow.release();
    await closing;
    expect(await first).toBeInstanceOf(Buffer);
    expect((await refused).code).toBe("too-busy");
    expect(slow.drawn).toHaveLength(1);
  });
});
