import { describe, expect, it } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { hasRedis, startRedis } from "../../../../tooling/testing/start-redis.ts";
import { connected, until } from "../testing/redis-fixture.ts";
import { checkRedis } from "./check-redis.ts";
import { connectRedis } from "./connect-redis.ts";

it.each(["", "localhost:6379", "http://localhost", "redis://", "redis://h/0/../x", "redis://user:se cret@h:port"])(
  "%j is no address of Redis, and no part of it is shown",
  async (url) => {
    const error = await errorOf(() => connectRedis(url));
    expect(error.code).toBe("invalid-redis-url");
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain("cret");
  },
);

it("ends when it is told to", async () => {
  const reason = new Error("enough");
  await expect(connectRedis("redis://127.0.0.1:1", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

describe.skipIf(!hasRedis)("a Redis", () => {
  it("refuses a wrong password at once, which is not shown", async () => {
    const { port } = await startRedis({ password: "rightsecret" });
    for (const user of [":wrongsecret@", ""]) {
      const error = await errorOf(() => connectRedis(`redis://${user}127.0.0.1:${port}`));
      expect(error.code).toBe("redis-unreachable");
      expect(error.message).toMatch(/^Redis at redis:\/\/127\.0\.0\.1:\d+ can't be used: (WRONGPASS|NOAUTH)/);
      expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain("secret");
    }
  });

  it("is away when it hangs, and back when it goes on", async () => {
    const redis = await startRedis({ password: "rightsecret" });
    const changes: [up: boolean, cause?: string][] = [];
    const { up, close } = await connectRedis(redis.url, { onChange: (...change) => changes.push(change) });
    redis.signal("SIGSTOP");
    await until(() => !up());
    redis.signal("SIGCONT");
    await until(up);
    close();
    expect(changes.map(([up]) => up)).toEqual([false, true]);
    expect(JSON.stringify(changes)).not.toContain("secret");
  });

  it("is warned of when it may lose work, or does not say", async () => {
    const well = await connected(await startRedis());
    expect(await checkRedis(well.quick)).toEqual([]);
    const badly = await connected(
      await startRedis({ options: { appendonly: "no", "maxmemory-policy": "allkeys-lru" } }),
    );
    expect(await checkRedis(badly.quick)).toEqual([
      expect.stringContaining("maxmemory-policy allkeys-lru, not noeviction"),
      expect.stringContaining("appendonly no, not yes"),
    ]);
    const silent = await connected(await startRedis({ options: { "rename-command": "CONFIG hidden" } }));
    expect(await checkRedis(silent.quick)).toEqual([
      expect.stringContaining("does not say whether maxmemory-policy"),
      expect.stringContaining("does not say whether appendonly"),
    ]);
  });
});
