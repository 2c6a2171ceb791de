import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Api, type StartOptions, startApi } from "@tiny-cats/api";
import { classifier, generator } from "@tiny-cats/models";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";

const cat = readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "chelsea.png"));

interface Served extends Api {
  lines: { event: string; level: string }[];
}

async function serve(options: Partial<StartOptions> = {}): Promise<Served> {
  const lines: Served["lines"] = [];
  const models = { classifier: { source: classifier }, generator: { source: generator } };
  const api = await startApi({ models, classifiers: 1, generators: 1, log: (line) => lines.push(line), ...options });
  onTestFinished(() => api.close({ graceMs: 0 }));
  return { ...api, lines };
}

async function classify({ url }: Api) {
  const answer = await fetch(new URL("/v1/classify", url), { method: "POST", body: cat });
  return { status: answer.status, wait: answer.headers.get("retry-after"), body: await answer.json() };
}

function draw({ url }: Api, { steps = 4, accept = "image/png", signal = undefined as AbortSignal | undefined } = {}) {
  return fetch(new URL("/v1/generate", url), {
    method: "POST",
    headers: { "content-type": "application/json", accept },
    body: JSON.stringify({ breed: "Bengal", seed: 1, steps }),
    signal,
  });
}

/** A number that Prometheus reads. */
async function metric({ url }: Api, name: string): Promise<number> {
  const text = await (await fetch(new URL("/metrics", url))).text();
  const line = text.split("\n").find((line) => line.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
}

async function expectIdle(api: Api): Promise<void> {
  for (const lane of ["classify", "draw"]) {
    for (const state of ["waiting", "running"]) {
      await vi.waitFor(
        async () => expect(await metric(api, `tiny_cats_lane_jobs{lane="${lane}",state="${state}"}`)).toBe(0),
        { timeout: 20_000 },
      );
    }
  }
}

describe("a thread that is killed in the middle of its work", () => {
  afterEach(() => void vi.restoreAllMocks());

  /** Kills the thread that is told to do so many things from now on, as it is told the last: it is between two calls of native code then. */
  function killAt(messages: number): { killed: () => number } {
    const { postMessage } = Worker.prototype;
    let left = messages;
    let killed = 0;
    vi.spyOn(Worker.prototype, "postMessage").mockImplementation(function (this: Worker, ...told) {
      if (--left === 0) {
        killed++;
        void this.terminate();
      }
      postMessage.apply(this, told as Parameters<typeof postMessage>);
    });
    return { killed: () => killed };
  }

  test("is started anew, and the picture classified none the less", async () => {
    const api = await serve();
    const expected = await classify(api);
    const { killed } = killAt(1);
    expect(await classify(api)).toEqual(expected);
    expect(killed()).toBe(1);
    expect(await metric(api, "tiny_cats_thread_crashes_total")).toBe(1);
    expect(api.lines.filter(({ event }) => event === "thread-crashed")).toHaveLength(1);
    expect(await classify(api)).toEqual(expected);
    await expectIdle(api);
  });

  test("is started anew, and the drawing begun again: the same bytes", async () => {
    const api = await serve();
    const expected = Buffer.from(await (await draw(api, { steps: 6 })).arrayBuffer());
    // In the middle of its steps.
    const { killed } = killAt(4);
    const answer = await draw(api, { steps: 6 });
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(expected)).toBe(true);
    expect(killed()).toBe(1);
    expect(await metric(api, "tiny_cats_thread_crashes_total")).toBe(1);
    await expectIdle(api);
  });
});

test("ten times what can be done is answered or refused, each one", { timeout: 60_000 }, async () => {
  const api = await serve({ classifyDeadlineMs: 400 });
  await classify(api);
  const answers = await Promise.all(Array.from({ length: 400 }, () => classify(api)));
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect(count(200) + count(429) + count(504)).toBe(400);
  expect(count(200)).toBeGreaterThan(0);
  expect(count(429)).toBeGreaterThan(0);
  for (const { status, wait } of answers) if (status === 429) expect(Number(wait)).toBeGreaterThanOrEqual(1);
  await expectIdle(api);
  expect((await classify(api)).status).toBe(200);
});

test("a client that leaves in the middle of a drawing frees its place", async () => {
  const api = await serve();
  const leaving = new AbortController();
  const answer = await draw(api, { steps: 100, accept: "text/event-stream", signal: leaving.signal });
  const first = await answer.body?.getReader().read();
  expect(Buffer.from(first?.value ?? "").toString()).toContain('"step":1');
  leaving.abort();
  await expectIdle(api);
  expect((await draw(api, { steps: 1 })).status).toBe(200);
});

test("closing lets a drawing end whose events are under way", async () => {
  const api = await serve();
  const answer = await draw(api, { steps: 20, accept: "text/event-stream" });
  const reader = answer.body!.getReader();
  let text = Buffer.from((await reader.read()).value ?? "").toString();
  const closing = api.close({ graceMs: 30_000 });
  await expect(fetch(new URL("/healthz", api.url))).rejects.toThrow();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += Buffer.from(value).toString();
  }
  expect(text).toMatch(/"step":20,.*"drawings":.*\[DONE\]\n\n$/s);
  await closing;
});
