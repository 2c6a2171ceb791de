import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createKey } from "./auth/create-key.ts";
import { fakeEngine } from "./testing/fake-engine.ts";
import { openSocket } from "./testing/open-socket.ts";
import { type FakeServing, serveFake } from "./testing/serve-fake.ts";
import { until } from "./testing/until.ts";

const PICTURE = new Uint8Array([1, 2, 3]);
const NOTHING = { waiting: 0, running: 0 };

function classify(
  url: URL,
  { headers = {} as Record<string, string>, signal = undefined as AbortSignal | undefined } = {},
) {
  return fetch(new URL("/v1/classify", url), { method: "POST", body: PICTURE, headers, signal });
}

function draw(
  url: URL,
  { count = 1, accept = "application/json", signal = undefined as AbortSignal | undefined } = {},
) {
  const headers = { "content-type": "application/json", accept };
  const body = JSON.stringify({ breed: "Bengal", seed: 1, count });
  return fetch(new URL("/v1/generate", url), { method: "POST", headers, body, signal });
}

const OPEN = ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"];

describe("API keys", () => {
  test("are wanted on every route but the open ones", async () => {
    const ann = createKey("ann");
    const { url, engine } = await serveFake({ keys: [ann.entry], engine: fakeEngine({ takesMs: 0 }) });
    for (const path of OPEN) expect((await fetch(new URL(path, url))).status).toBe(200);
    const { paths } = (await (await fetch(new URL("/openapi.json", url))).json()) as { paths: object };
    const closed = Object.entries(paths).filter(([path]) => !OPEN.includes(path));
    expect(closed.length).toBeGreaterThan(5);
    for (const [path, methods] of closed) {
      for (const method of Object.keys(methods)) {
        for (const authorization of ["", "Bearer tc_wrong"]) {
          const answer = await fetch(new URL(path, url), {
            method,
            ...(authorization && { headers: { authorization } }),
          });
          expect([path, answer.status]).toEqual([path, 401]);
          expect(answer.headers.get("www-authenticate")).toContain("Bearer");
          expect(await answer.json()).toMatchObject({ code: "invalid-api-key" });
        }
      }
    }
    expect(engine.begun).toBe(0);
    const answer = await classify(url, { headers: { authorization: `Bearer ${ann.key}` } });
    expect(answer.status).toBe(200);
  });

  test("can be changed while the server runs", async () => {
    const [ann, bob] = [createKey("ann"), createKey("bob")];
    const serving = await serveFake({ keys: [ann.entry], engine: fakeEngine({ takesMs: 0 }) });
    const status = async ({ key }: { key: string }) =>
      (await classify(serving.url, { headers: { authorization: `Bearer ${key}` } })).status;
    expect([await status(ann), await status(bob)]).toEqual([200, 401]);
    serving.setKeys([bob.entry]);
    expect([await status(ann), await status(bob)]).toEqual([401, 200]);
    expect(() => serving.setKeys([{ id: "x", sha256: "y" }])).toThrow("not as it should be");
    expect(await status(bob)).toBe(200);
  });
});

test("/metrics can be left out", async () => {
  const { url } = await serveFake({ hideMetrics: true });
  expect((await fetch(new URL("/metrics", url))).status).toBe(404);
});

test("requests a minute are counted on what costs, and said in headers", async () => {
  const { url } = await serveFake({ requestsPerMinute: 2, engine: fakeEngine({ takesMs: 0 }) });
  for (let i = 0; i < 5; i++) expect((await fetch(new URL("/healthz", url))).headers.has("ratelimit")).toBe(false);
  const answers = [await classify(url), await classify(url), await classify(url)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(answers[0].headers.get("ratelimit-policy")).toBe('"default";q=2;w=60');
  expect(answers[1].headers.get("ratelimit")).toMatch(/^"default";r=0;t=\d+$/);
  expect(Number(answers[2].headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await answers[2].json()).toMatchObject({ code: "too-many-requests" });
});

test("behind a proxy each of its clients has a limit of its own; else nobody can say who they are", async () => {
  for (const [trustProxy, expected] of [
    [true, [200, 200, 429]],
    [false, [200, 429, 429]],
  ] as const) {
    const { url } = await serveFake({ trustProxy, requestsPerMinute: 1, engine: fakeEngine({ takesMs: 0 }) });
    const statuses = [];
    for (const address of ["1.1.1.1, 2.2.2.2", "1.1.1.1, 3.3.3.3", "4.4.4.4, 3.3.3.3"]) {
      statuses.push((await classify(url, { headers: { "x-forwarded-for": address } })).status);
    }
    expect(statuses).toEqual(expected);
  }
});

describe("ten times what can be done", () => {
  test("is answered or refused, each one, and no refusal is begun", { timeout: 60_000 }, async () => {
    const { url, engine, jobs } = await serveFake({
      engine: fakeEngine({ takesMs: 20 }),
      concurrency: { classify: 2, draw: 1 },
      // Two at once of 20 ms each are 50 in half a second: 500 come.
      classifyDeadlineMs: 500,
      queueLimit: 1000,
    });
    // The first tells the lane how long one takes.
    await classify(url);
    const answers = await Promise.all(
      Array.from({ length: 500 }, async () => {
        const answer = await classify(url);
        return { status: answer.status, wait: answer.headers.get("retry-after"), body: await answer.json() };
      }),
    );
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect(count(200) + count(429) + count(504)).toBe(500);
    expect(count(200)).toBeGreaterThan(10);
    expect(count(429)).toBeGreaterThan(100);
    for (const { status, wait } of answers) if (status === 429) expect(Number(wait)).toBeGreaterThanOrEqual(1);
    // What was begun was answered, or had its time run out while it ran.
    expect(engine.begun).toBe(1 + count(200) + count(504));
    expect(engine.most).toBe(2);
    expect(await jobs("classify")).toEqual(NOTHING);
  });

  test("of drawings that never end is refused with the queue full, and told at the deadline", async () => {
    const { url, engine, jobs } = await serveFake({ queueLimit: 3, drawDeadlineMs: 300 });
    const answers = await Promise.all(Array.from({ length: 40 }, async () => (await draw(url)).status));
    const count = (status: number) => answers.filter((one) => one === status).length;
    // One runs, until its deadline; then each of those that wait, whose own deadline is the same.
    expect([count(504), count(429)]).toEqual([engine.begun, 40 - engine.begun]);
    expect(engine.begun).toBeGreaterThanOrEqual(1);
    expect(engine.begun).toBeLessThanOrEqual(4);
    expect(engine.aborted).toBe(engine.begun);
    expect(await jobs("draw")).toEqual(NOTHING);
  });
});

test("500 clients that never end their requests keep nobody from being served", { timeout: 60_000 }, async () => {
  const { url, jobs } = await serveFake({ engine: fakeEngine({ takesMs: 0 }) });
  const head = "POST /v1/classify HTTP/1.1\r\nhost: h\r\ncontent-type: image/png\r\n";
  const slow = await Promise.all(
    Array.from({ length: 500 }, async (_, i) => {
      const socket = await openSocket(url);
      // Some in the head, some before the body, some in it.
      socket.write(
        [head, `${head}content-length: 1000000\r\n\r\n`, `${head}content-length: 1000000\r\n\r\nabc`][i % 3],
      );
      return socket;
    }),
  );
  const answers = await Promise.all(Array.from({ length: 50 }, () => classify(url)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  for (const socket of slow) socket.destroy();
  expect(await jobs("classify")).toEqual(NOTHING);
});

describe("a client that goes away", () => {
  const gone = async (serving: FakeServing, lane: "classify" | "draw") => {
    await until(async () => JSON.stringify(await serving.jobs(lane)) === JSON.stringify(NOTHING));
    expect((await fetch(new URL("/healthz", serving.url))).status).toBe(200);
  };

  test("in the head or the body leaves nothing behind", async () => {
    const serving = await serveFake();
    for (const text of [
      "POST /v1/cla",
      "POST /v1/classify HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n",
      "POST /v1/classify HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n\r\n",
      "POST /v1/classify HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n\r\nabc",
      "POST /v1/classify HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n",
    ]) {
      const socket = await openSocket(serving.url);
      socket.write(text);
      await wait(20);
      socket.destroy();
    }
    await until(() => serving.lines.length === 3);
    expect(serving.lines.map(({ problem }) => problem)).toEqual(["client-gone", "client-gone", "client-gone"]);
    expect(serving.engine.begun).toBe(0);
    await gone(serving, "classify");
  });

  test("while it waits is never begun", async () => {
    const serving = await serveFake();
    const first = draw(serving.url);
    await until(() => serving.engine.running.length === 1);
    const leaving = new AbortController();
    const second = draw(serving.url, { signal: leaving.signal }).catch(() => "left");
    await until(async () => (await serving.jobs("draw")).waiting === 1);
    leaving.abort();
    expect(await second).toBe("left");
    await until(async () => (await serving.jobs("draw")).waiting === 0);
    serving.engine.running[0].finish();
    expect((await first).status).toBe(200);
    expect(serving.engine.begun).toBe(1);
    await gone(serving, "draw");
  });

  test.each(["application/json", "text/event-stream"])(
    "while its %s is in the making has it given up",
    async (accept) => {
      const serving = await serveFake();
      const leaving = new AbortController();
      const asked = draw(serving.url, { accept, count: 3, signal: leaving.signal }).then((answer) => answer.text());
      const left = asked.catch(() => "left");
      await until(() => serving.engine.running.length === 1);
      serving.engine.running[0].step(100);
      await wait(20);
      leaving.abort();
      expect(await left).toBe("left");
      await until(() => serving.engine.aborted === 1);
      await gone(serving, "draw");
      expect(serving.engine.begun).toBe(1);
    },
  );

  test("while it is classified has it given up", async () => {
    const serving = await serveFake();
    const leaving = new AbortController();
    const left = classify(serving.url, { signal: leaving.signal }).catch(() => "left");
    await until(() => serving.engine.running.length === 1);
    leaving.abort();
    expect(await left).toBe("left");
    await until(() => serving.engine.aborted === 1);
    await gone(serving, "classify");
    expect(serving.lines[0]).toMatchObject({ level: "info", status: 499, problem: "client-gone" });
  });

  test("while it is answered leaves nothing behind", async () => {
    const serving = await serveFake({ engine: fakeEngine({ takesMs: 0, pngBytes: 30 << 20 }) });
    const answer = await draw(serving.url, { accept: "image/png" });
    await answer.body?.getReader().read();
    await answer.body?.cancel().catch(() => undefined);
    await gone(serving, "draw");
  });
});

describe("closing", () => {
  test("lets what is under way end, events too, and takes no more", async () => {
    const serving = await serveFake({ concurrency: { classify: 2, draw: 2 } });
    const idle = await openSocket(serving.url);
    idle.write("GET /readyz HTTP/1.1\r\nhost: h\r\n\r\n");
    expect(await idle.until(/\}$/)).toContain("200 OK");
    const plain = draw(serving.url);
    const events = await draw(serving.url, { accept: "text/event-stream" });
    await until(() => serving.engine.running.length === 2);
    // One that began its request before, and asks whether it may go on.
    const probe = await openSocket(serving.url);
    probe.write("GET /readyz HTTP/1.1\r\n");
    await wait(20);
    let closed = false;
    const closing = serving.close({ graceMs: 20_000 }).then(() => {
      closed = true;
    });
    probe.write("host: h\r\n\r\n");
    expect(await probe.ended).toMatch(/^HTTP\/1.1 503 .*connection: close.*"away"/is);
    expect(await idle.ended).toContain("200 OK");
    await expect(fetch(new URL("/healthz", serving.url))).rejects.toThrow();
    expect(closed).toBe(false);
    for (const job of [...serving.engine.running]) {
      job.step(10);
      job.finish();
    }
    expect((await plain).status).toBe(200);
    expect(await events.text()).toMatch(/preview.*\[DONE\]\n\n$/s);
    await closing;
  });

  test("ends what takes longer than the grace", async () => {
    const serving = await serveFake();
    const left = draw(serving.url).catch(() => "ended");
    const stuck = await openSocket(serving.url);
    stuck.write("POST /v1/classify HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n\r\nabc");
    await until(() => serving.engine.running.length === 1);
    await serving.close({ graceMs: 50 });
    expect(await left).toBe("ended");
    await stuck.ended;
    await until(() => serving.engine.aborted === 1);
  });
});

test("nothing that is logged says who asked for what", async () => {
  const ann = createKey("ann-at-example");
  const serving = await serveFake({ keys: [ann.entry], trustProxy: true, requestsPerMinute: 30, bodyTimeoutMs: 50 });
  const secrets = ["Fluffington", "my-cat-at-home", "203.0.113.77", "127.0.0.1", "ann-at-example", ann.key, "tc_guess"];
  const headers = {
    authorization: `Bearer ${ann.key}`,
    "x-forwarded-for": "203.0.113.77",
    "user-agent": "Fluffington",
    referer: "http://my-cat-at-home/",
  };
  const ask = (path: string, init: RequestInit = {}) => fetch(new URL(path, serving.url), { headers, ...init });
  const json = { ...headers, "content-type": "application/json" };
  const form = new FormData();
  form.append("my-cat-at-home", new Blob([PICTURE]), "my-cat-at-home.png");
  const failing = async (asked: Promise<Response>, error: unknown) => {
    await until(() => serving.engine.running.length === 1);
    serving.engine.running[0].fail(error);
    return (await asked).status;
  };

  await ask("/v1/breeds");
  await ask("/v1/models?my-cat-at-home=203.0.113.77");
  await ask("/my-cat-at-home/Fluffington");
  await ask("/models/my-cat-at-home", { method: "POST", body: "x" });
  await ask("/v1/breeds", { headers: { authorization: "Bearer tc_guess" } });
  await ask("/models/generator", { method: "POST", headers: json, body: '{"inputs":"Fluffington the cat"}' });
  await ask("/models/generator", { method: "POST", headers: json, body: "Fluffington" });
  await ask("/v1/generate", { method: "POST", headers: json, body: '{"breed":"my-cat-at-home"}' });
  const bengal = '{"inputs":"Fluffington the Bengal","parameters":{"seed":1}}';
  expect(
    await failing(
      ask("/models/generator", { method: "POST", headers: json, body: bengal }),
      new Error("Fluffington from 203.0.113.77 at my-cat-at-home"),
    ),
  ).toBe(500);
  expect(await failing(ask("/v1/classify", { method: "POST", body: form }), "Fluffington")).toBe(500);
  for (const path of ["/v1/../Fluffington", "/v1/%2e%2e/my-cat-at-home", "/%00Fluffington"]) await ask(path);
  const socket = await openSocket(serving.url);
  socket.write(`GET /my-cat-at-home HTTP/1.1\r\nFluffington\r\n\r\n`);
  await socket.ended;
  for (let i = 0; i < 30; i++) await ask("/v1/card?model=Fluffington");

  const problems = new Set(serving.lines.map(({ problem }) => problem));
  for (const problem of ["invalid-api-key", "no-such-route", "no-such-model", "unknown-breed", "invalid-json"]) {
    expect(problems).toContain(problem);
  }
  expect(problems).toContain("server-failed");
  expect(problems).toContain("too-many-requests");
  expect(problems).toContain("invalid-http");
  for (const line of serving.lines) {
    const text = JSON.stringify(line);
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
  // Nor does what Prometheus reads.
  const metrics = await (await fetch(new URL("/metrics", serving.url))).text();
  for (const secret of secrets) expect(metrics).not.toContain(secret);
});

describe("addresses that try to lead elsewhere", () => {
  test.each([
    ["up", "/v1/../../etc/passwd"],
    ["up from a model", "/models/../../../etc/passwd"],
    ["up in percents", "/models/..%2f..%2fetc%2fpasswd"],
    ["up in percents for dots", "/models/%2e%2e/%2e%2e/x"],
    ["NUL", "/models/a%00b"],
    ["no UTF-8", "/models/%ff%fe"],
    ["half a percent", "/models/%"],
    ["UTF-8 cut short", "/models/%E0%A4%A"],
    ["10 kB of folders", `/models/${"a/".repeat(5000)}`],
    ["10 kB upwards", `/${"../".repeat(3000)}etc/passwd`],
    ["two slashes", "//etc/passwd"],
    ["backslashes", "/\\..\\..\\windows"],
    ["another host", "http://169.254.169.254/latest/meta-data"],
    ["a star", "*"],
  ])("%s", async (_, path) => {
    const serving = await serveFake();
    for (const method of ["GET", "POST"]) {
      const socket = await openSocket(serving.url);
      socket.write(`${method} ${path} HTTP/1.1\r\nhost: h\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      expect(await socket.ended).toMatch(/^HTTP\/1.1 (400|404|405) /);
    }
    expect(serving.lines.every(({ level }) => level === "info")).toBe(true);
  });
});

test("a process that works for others tells how it is, and no more", async () => {
  const { url } = await serveFake({ engine: null });
  expect((await fetch(new URL("/readyz", url))).status).toBe(200);
  expect((await fetch(new URL("/metrics", url))).status).toBe(200);
  for (const path of ["/v1/breeds", "/docs"]) expect((await fetch(new URL(path, url))).status).toBe(404);
});
