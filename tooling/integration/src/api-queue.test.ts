import { execFile } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { drawOnQueue } from "@tiny-cats/api";
import { readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { generator } from "@tiny-cats/models";
import { describe, expect, test } from "vitest";
import { hasRedis, startRedis } from "../../testing/start-redis.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { jobs, startServer, until } from "./api-processes.ts";

const QUICK = { steps: 1, solver: "euler", seed: 7 };
const CLI = join(import.meta.dirname, "..", "..", "..", "apps", "cli", "dist", "main.js");
const tinyCats = (...args: string[]) => promisify(execFile)(process.execPath, [CLI, ...args]);

describe.skipIf(!hasRedis)("many drawings on a queue", () => {
  test("go on where a run was cut off, leave nothing half done, and are what the command draws by itself", async () => {
    const redis = await startRedis();
    const server = await startServer({ only: "generator", redis: { url: redis.url } });
    const folder = join(temporaryFolder(), "many");
    const requests = Array.from({ length: 40 }, (_, index) => ({ breed: "Birman", index }));
    const options = { ...QUICK, source: generator, redis: { url: redis.url }, folder };

    const stopped = new AbortController();
    let drawn = 0;
    const first = drawOnQueue(requests, {
      ...options,
      window: 30,
      signal: stopped.signal,
      onDrawing: () => ++drawn === 10 && stopped.abort(new Error("enough")),
    });
    await expect(first).rejects.toThrow("enough");
    const there = await readdir(folder);
    expect(there.length).toBeGreaterThanOrEqual(10);
    expect(there.length).toBeLessThan(40);
    for (const file of there) {
      expect(file).toMatch(/^Birman_\d{3}\.png$/);
      expect(readDrawingSettings(await readPngText(await readFile(join(folder, file))))).toMatchObject({
        seed: 7,
        steps: 1,
      });
    }
    // What still waited was taken back.
    await until(async () => (await jobs(server, "prioritized")) + (await jobs(server, "active")) === 0);

    // Cut short by a full disk of another program's, and drawn with other settings: neither is kept.
    const [cut, other] = there.sort();
    await writeFile(join(folder, cut), (await readFile(join(folder, cut))).subarray(0, 900));
    await rm(join(folder, other));
    await drawOnQueue([{ breed: "Birman", index: Number(other.slice(7, 10)) }], { ...options, steps: 2 });
    await rm(join(folder, "generation_metadata.json"));

    const all = await drawOnQueue(requests, { ...options, window: 4 });
    expect(all.map(({ settings }) => settings.index)).toEqual(requests.map(({ index }) => index));
    expect(all.filter(({ kept }) => kept)).toHaveLength(there.length - 2);
    const metadata = JSON.parse(await readFile(join(folder, "generation_metadata.json"), "utf8"));
    expect(metadata.files).toHaveLength(40);
    expect(metadata.files.map(({ sha256 }: { sha256: string }) => sha256)).toEqual(all.map(({ sha256 }) => sha256));

    const alone = temporaryFolder();
    const command = [
      "generate",
      "--breed",
      "birman",
      "--count",
      "40",
      "--seed",
      "7",
      "--steps",
      "1",
      "--solver",
      "euler",
    ];
    await tinyCats(...command, "--out", alone);
    for (const { file } of all) expect(await readFile(join(folder, file))).toEqual(await readFile(join(alone, file)));

    const { stdout, stderr } = await tinyCats(...command, "--queue", redis.url, "--out", folder, "--format", "json");
    expect(JSON.parse(stdout)).toHaveLength(40);
    expect(stderr).toContain("40 of them from before");
    expect(await server.end()).toBe(0);
  });

  test("are refused at once where Redis or the options are not as they should be, and no password is shown", async () => {
    const folder = temporaryFolder();
    const nowhere = tinyCats("generate", "--queue", "redis://me:secret@127.0.0.1:1/x", "--out", folder);
    await expect(nowhere).rejects.toMatchObject({ stderr: expect.stringContaining("invalid-redis-url") });
    await expect(nowhere).rejects.toMatchObject({ stderr: expect.not.stringContaining("secret") });
    const twice = tinyCats("generate", "--queue", "env", "--grid", "--out", folder);
    await expect(twice).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("conflicting-options") });
    const unset = promisify(execFile)(process.execPath, [CLI, "generate", "--queue", "env", "--out", folder], {
      env: { PATH: process.env.PATH },
    });
    await expect(unset).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("REDIS_URL") });
  });
});
