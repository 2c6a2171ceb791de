import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { INTERRUPTED, READER_GONE } from "../../stop.ts";
import { run } from "../../testing/run.ts";
import { requestLog } from "./request-log.ts";

/** Serves until `work` is done with the address that was printed. */
async function serve(argv: readonly string[], work: (url: string) => Promise<void>, reason: unknown = INTERRUPTED) {
  const cwd = temporaryFolder();
  const controller = new AbortController();
  let failure: unknown;
  const onStdout = (text: string) => {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
    if (url === undefined) return;
    work(url)
      .catch((error) => {
        failure = error;
      })
      .finally(() => controller.abort(reason));
  };
  const signal = controller.signal;
  const result = await run(["hub", "serve", "--port", "0", ...argv], {
    cwd,
    home: join(cwd, "home"),
    signal,
    onStdout,
  });
  if (failure) throw failure;
  return { ...result, cwd };
}

const bearer = { headers: { authorization: "Bearer hf_local" } };

describe("hub serve", () => {
  test("answers until it is told to stop, which ends it with 0", async () => {
    const { code, stdout, stderr } = await serve(["--format", "json", "--verbose"], async (url) => {
      const answer = await fetch(`${url}/api/whoami-v2`, bearer);
      expect(await answer.json()).toMatchObject({ name: "local", auth: { accessToken: { role: "write" } } });
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ token: "hf_local", user: "local" });
    expect(stderr).toContain("for tests and for trying things out, not for production; Ctrl-C ends it\n");
    expect(stderr).toMatch(/^with any client: http:\/\/127\.0\.0\.1:\d+ as HF_ENDPOINT, hf_local as HF_TOKEN$/m);
    expect(stderr).toMatch(/^1 GET \/api\/whoami-v2 200$/m);
    expect(stderr).toMatch(/stopped\n$/);
  });

  test("for people prints address and token; keeps what it was given; without --verbose no requests", async () => {
    const { stdout, stderr, cwd } = await serve(["--format", "human", "--dir", "mine"], async (url) => {
      const body = JSON.stringify({ name: "cats", type: "model" });
      const headers = { ...bearer.headers, "content-type": "application/json" };
      const made = await fetch(`${url}/api/repos/create`, { method: "POST", headers, body });
      expect(made.status).toBe(200);
      const uploaded = await run(["repo", "info", "local/cats"], {
        env: { HF_ENDPOINT: url, HF_TOKEN: "hf_local" },
      });
      expect(uploaded.code).toBe(0);
    });
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+ {2}token hf_local, of the user local\n$/);
    expect(stderr).not.toContain("/api/");
    expect(existsSync(join(cwd, "mine"))).toBe(true);
  });

  test("lets its user write to me/... as the examples do, and not to others' namespaces", async () => {
    await serve(["--format", "json"], async (url) => {
      const env = { HF_ENDPOINT: url, HF_TOKEN: "hf_local" };
      const made = await run(["repo", "create", "me/tiny-cats"], { env });
      expect([made.code, made.stderr]).toEqual([0, expect.not.stringContaining("error")]);
      expect((await run(["repo", "tag", "me/tiny-cats", "v1"], { env })).code).toBe(0);
      const refused = await run(["repo", "create", "ada/tiny-cats"], { env });
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain("#forbidden");
    });
  });

  test("ends well when its reader goes away, and at once when it was stopped before it began", async () => {
    expect((await serve([], async () => undefined, READER_GONE)).code).toBe(0);
    const controller = new AbortController();
    controller.abort(INTERRUPTED);
    const cwd = temporaryFolder();
    expect((await run(["hub", "serve", "--port", "0"], { cwd, signal: controller.signal })).code).toBe(130);
  });

  test("says that a folder or a port is in use", async () => {
    await serve(["--format", "json"], async (url) => {
      const cwd = temporaryFolder();
      const { code, stderr } = await run(["hub", "serve", "--port", new URL(url).port], { cwd });
      expect(code).toBe(1);
      expect(stderr).toContain("#hub-port-in-use");
    });
  });
});

describe("the log of requests", () => {
  const record = (number: number, status = 200, path = "/") => ({
    number,
    method: "GET",
    path,
    status,
    sent: 0,
    received: 0,
  });

  test("tells each once, when it is answered, in lines of bounded length", () => {
    const lines: string[] = [];
    const slow = record(1, 0);
    const requests = [slow, record(2, 404, `/${"x".repeat(500)}`)];
    const look = requestLog(requests, (line) => lines.push(line));
    look();
    look();
    expect(lines).toEqual([`2 GET /${"x".repeat(199)}... 404`]);
    slow.status = 200;
    requests.push(record(3));
    look();
    expect(lines.slice(1)).toEqual(["1 GET / 200", "3 GET / 200"]);
  });

  test("sums up what are too many", () => {
    const lines: string[] = [];
    requestLog(
      Array.from({ length: 250 }, (_, i) => record(i + 1)),
      (line) => lines.push(line),
    )();
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toBe("and 150 more requests");
  });
});
