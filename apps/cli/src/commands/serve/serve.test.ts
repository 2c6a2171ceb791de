import { mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED } from "../../stop.ts";
import { CLASSIFIER, GENERATOR } from "../../testing/embedded-folders.ts";
import type { FakeIoOptions } from "../../testing/fake-io.ts";
import { publishCats } from "../../testing/publish-cats.ts";
import { CHELSEA, run, runJson } from "../../testing/run.ts";
import { testHub } from "../../testing/test-hub.ts";
import { findApi } from "./find-api.ts";

/** Serves until `work` is done with the address that was printed, or has it stopped. */
async function serve(
  argv: readonly string[],
  work: (url: string, stop: () => void) => Promise<void>,
  options: FakeIoOptions = {},
) {
  const controller = new AbortController();
  const stop = () => controller.abort(INTERRUPTED);
  let failure: unknown;
  let done: Promise<void> | undefined;
  const onStdout = (text: string) => {
    const [url] = /http:\/\/[^\s"]+/.exec(text) ?? [];
    if (url === undefined) return;
    done = work(url, stop)
      .catch((error) => {
        failure = error;
      })
      .finally(stop);
  };
  const result = await run(["serve", "--port", "0", ...argv], {
    cwd: temporaryFolder(),
    signal: controller.signal,
    onStdout,
    ...options,
  });
  await done;
  if (failure) throw failure;
  return result;
}

const lines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const models = async (url: string) => (await (await fetch(`${url}v1/models`)).json()).models;

test("classifies as the command does, says what it answered in JSON, and ends with 0", async () => {
  const picture = readFileSync(CHELSEA);
  const { data } = await runJson(["classify", CHELSEA, "--top-k", "3"]);
  const { code, stdout, stderr } = await serve(["--max-count", "1"], async (url) => {
    const answer = await fetch(`${url}v1/classify?top_k=3`, {
      method: "POST",
      body: picture,
      headers: { "x-request-id": "one" },
    });
    const { results } = await answer.json();
    expect(results[0].predictions.map(({ label }: { label: string }) => label)).toEqual(
      data[0].predictions.map(({ label }: { label: string }) => label),
    );
    expect(results[0].cat_probability).toBeCloseTo(data[0].cat_probability, 6);
    const two = await fetch(`${url}v1/generate`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ breed: "Bengal", count: 2 }),
    });
    expect(two.status).toBe(422);
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
  const answered = lines(stderr).filter(({ event }) => event === "answered");
  expect(answered.map(({ status, path, level }) => [status, path, level])).toEqual([
    [200, "/v1/classify", "info"],
    [422, "/v1/generate", "info"],
  ]);
  expect(answered[0]).toMatchObject({ request_id: "one", method: "POST" });
  expect(new Date(answered[0].time).toISOString()).toBe(answered[0].time);
});

/** Asks for drawings, and waits until the first is being drawn. */
async function beginDrawing(url: string, { steps, count }: { steps: number; count: number }) {
  const drawing = fetch(`${url}v1/generate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ breed: "Bengal", seed: 1, steps, count }),
  });
  while (!/tiny_cats_lane_jobs\{lane="draw",state="running"\} 1/.test(await (await fetch(`${url}metrics`)).text()));
  return { drawing };
}

test("told to stop, it ends the drawing under way, takes no more and ends with 0", async () => {
  let status: number | undefined;
  const { code } = await serve(["--draw-deadline-ms", "60000"], async (url, stop) => {
    const { drawing } = await beginDrawing(url, { steps: 40, count: 4 });
    stop();
    await expect(fetch(`${url}healthz`, { headers: { connection: "close" } })).rejects.toThrow();
    const answer = await drawing;
    status = answer.status;
    expect((await answer.json()).drawings).toHaveLength(4);
  });
  expect([status, code]).toEqual([200, 0]);
});

test("what is not done within --drain-ms is ended", async () => {
  const { code } = await serve(["--drain-ms", "0"], async (url, stop) => {
    const { drawing } = await beginDrawing(url, { steps: 100, count: 16 });
    stop();
    await expect(drawing).rejects.toThrow();
  });
  expect(code).toBe(0);
});

test("a terminal gets short lines, and --quiet none", async () => {
  const ask = async (url: string) => {
    await fetch(`${url}v1/nothing`);
  };
  const { stderr } = await serve([], ask, { terminal: { isTTY: true, columns: 80 } });
  expect(stderr).toMatch(/docs says what it answers to; Ctrl-C ends it\n404 {2}GET .*no-such-route\nending/);
  expect((await serve(["--quiet"], ask)).stderr).toBe("");
});

describe("--model", () => {
  test("of a repository with both kinds serves both, and names the commit", async () => {
    const hub = await testHub();
    const commit = await publishCats(hub);
    const { code } = await serve(
      ["--model", "ada/cats"],
      async (url) => {
        const served = await models(url);
        expect(served.map(({ id, repo, commit, name }: Record<string, string>) => [id, repo, commit, name])).toEqual([
          ["classifier", "ada/cats", commit, "tiny-classifier"],
          ["generator", "ada/cats", commit, "tiny-generator"],
        ]);
        const answer = await fetch(`${url}models/ada/cats`, { method: "POST", body: readFileSync(CHELSEA) });
        expect((await answer.json())[0]).toHaveProperty("score");
      },
      { cwd: hub.cwd, home: hub.home, env: hub.env },
    );
    expect(code).toBe(0);
  });

  test("names one of each, by folders; a classifier alone does not draw", async () => {
    await serve(["--model", GENERATOR, "--model", CLASSIFIER], async (url) => {
      expect((await models(url)).map(({ id }: { id: string }) => id)).toEqual(["classifier", "generator"]);
    });
    await serve([], async (url) => expect(await models(url)).toHaveLength(1), {
      env: { TINY_CATS_MODEL: CLASSIFIER },
    });
  });

  test.each([
    [[CLASSIFIER, CLASSIFIER], 2, "conflicting-options"],
    [["nowhere"], 1, "model-not-found"],
  ])("%j: %i %s", async (names, status, error) => {
    const argv = names.flatMap((name) => ["--model", name]);
    const { code, stderr, stdout } = await run(["serve", "--port", "0", ...argv], { cwd: temporaryFolder() });
    expect([code, stdout]).toEqual([status, ""]);
    expect(stderr).toContain(`#${error}`);
  });
});

test("says that a port is in use, and that an address is none of this machine's", async () => {
  await serve(["--model", CLASSIFIER], async (url) => {
    const { code, stderr } = await run(["serve", "--port", new URL(url).port, "--model", CLASSIFIER]);
    expect(code).toBe(1);
    expect(stderr).toContain("#api-port-in-use");
  });
  const { code, stderr } = await run(["serve", "--port", "0", "--host", "192.0.2.1", "--model", CLASSIFIER]);
  expect(code).toBe(1);
  expect(stderr).toContain("#no-such-address");
});

test.each([
  ["--port", "65536"],
  ["--port", "x"],
  ["--max-count", "0"],
  ["--threads", "1.5"],
  ["--batch", "257"],
  ["--queue-limit", "-1"],
  ["--drain-ms", "NaN"],
  ["--host", ""],
])("%s %s is no value", async (...argv) => {
  expect((await run(["serve", ...argv], { cwd: temporaryFolder() })).code).toBe(2);
});

test("stopped before it began", async () => {
  expect((await run(["serve"], { signal: AbortSignal.abort(INTERRUPTED) })).code).toBe(130);
});

test("the package is the one of the folder one is in, where there is none beside the command", async () => {
  const cwd = realpathSync(temporaryFolder());
  expect(await errorOf(() => findApi(cwd, [cwd]))).toMatchObject({ code: "no-api" });
  const dist = join(cwd, "node_modules", "@tiny-cats", "api", "dist");
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "index.js"), "");
  expect(findApi(cwd, [cwd])).toEqual(pathToFileURL(join(dist, "index.js")));
});

test("--new-key prints a key that --keys lets in, and no other; the file is read again on SIGHUP", async () => {
  const cwd = temporaryFolder();
  const made = await run(["serve", "--keys", "keys.json", "--new-key", "alice"], { cwd });
  expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^tc_[\w-]{43}\n$/)]);
  expect(readFileSync(join(cwd, "keys.json"), "utf8")).not.toContain(made.stdout.trim());
  await serve(
    ["--keys", "keys.json"],
    async (url) => {
      const asks = async (key: string) =>
        (await fetch(`${url}v1/models`, { headers: { authorization: `Bearer ${key.trim()}` } })).status;
      expect([await asks(made.stdout), await asks("tc_another")]).toEqual([200, 401]);
      const bob = await run(["serve", "--keys", "keys.json", "--new-key", "bob"], { cwd });
      process.emit("SIGHUP");
      await expect.poll(() => asks(bob.stdout)).toBe(200);
      writeFileSync(join(cwd, "keys.json"), "[");
      process.emit("SIGHUP");
      expect(await asks(made.stdout)).toBe(200);
    },
    { cwd },
  );
});

test("--new-key wants a file, and an id that has no key yet", async () => {
  const cwd = temporaryFolder();
  expect((await run(["serve", "--new-key", "alice"], { cwd })).stderr).toContain("give --keys <file>");
  await run(["serve", "--keys", "keys.json", "--new-key", "alice"], { cwd });
  const again = await run(["serve", "--keys", "keys.json", "--new-key", "alice"], { cwd });
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("has a key of alice already")]);
});
