import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeEngine } from "../testing/fake-engine.ts";
import { openSocket } from "../testing/open-socket.ts";
import { serveFake } from "../testing/serve-fake.ts";
import { until } from "../testing/until.ts";

const post = (path: string, headers: string) => `POST ${path} HTTP/1.1\r\nhost: h\r\n${headers}\r\n\r\n`;
const DRAW = JSON.stringify({ breed: "Bengal", seed: 1 });
const ONE = post("/v1/generate", `content-type: application/json\r\ncontent-length: ${DRAW.length}`) + DRAW;

// A library prints nothing, and neither shall the one that it serves with.
const METHODS = ["log", "info", "warn", "error"] as const;
let printed: ReturnType<typeof vi.spyOn>[];
beforeEach(() => {
  printed = METHODS.map((name) => vi.spyOn(globalThis.console, name));
});
afterEach(() => {
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe("a client that is slow", () => {
  test("with the head of its request is told and let go", async () => {
    const { url, lines } = await serveFake({ headTimeoutMs: 100 });
    const socket = await openSocket(url);
    socket.write("GET /healthz HTTP/1.1\r\nhost: h\r\nx-slow: ");
    const answer = await socket.ended;
    expect(answer).toMatch(/^HTTP\/1.1 408 .*"code":"head-timeout"/s);
    expect(lines).toMatchObject([{ status: 408, problem: "head-timeout" }]);
  });

  test("with the body is told, and what follows is not taken for another request", async () => {
    const { url } = await serveFake({ bodyTimeoutMs: 100 });
    const socket = await openSocket(url);
    socket.write(post("/v1/classify", "content-type: image/png\r\ncontent-length: 1000"));
    expect(await socket.until(/\}$/)).toMatch(/^HTTP\/1.1 408 .*"code":"body-timeout"/s);
    socket.write("GET /healthz HTTP/1.1\r\nhost: h\r\n\r\n");
    socket.destroy();
    expect(await socket.ended).not.toContain("200 OK");
  });

  test("in reading a large answer is let go, and what it did not take with it", async () => {
    const { url, engine } = await serveFake({
      engine: fakeEngine({ takesMs: 0, pngBytes: 60 << 20 }),
      stallTimeoutMs: 200,
    });
    const socket = await openSocket(url);
    socket.pause();
    socket.write(ONE);
    await until(() => engine.begun === 1 && engine.running.length === 0);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    socket.resume();
    const length = (await socket.ended).length;
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThan(60 << 20);
  });

  test("in reading events is let go, and its drawing given up", async () => {
    const { url, engine, jobs } = await serveFake({ stallTimeoutMs: 200 });
    const socket = await openSocket(url);
    socket.pause();
    socket.write(ONE.replace("host: h", "host: h\r\naccept: text/event-stream"));
    await until(() => engine.running.length === 1);
    for (let i = 0; i < 20; i++) engine.running[0].step(1 << 20);
    await until(() => engine.aborted === 1);
    expect(await jobs("draw")).toEqual({ waiting: 0, running: 0 });
  });

  test("but waits for a drawing is not let go", async () => {
    const { url, engine } = await serveFake({ stallTimeoutMs: 50 });
    const socket = await openSocket(url);
    socket.write(ONE);
    await until(() => engine.running.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    engine.running[0].finish();
    expect(await socket.until(/\r\n\r\n/)).toMatch(/^HTTP\/1.1 200 OK/);
  });
});

describe("what is no request", () => {
  test.each([
    [
      "a head of 17 kB",
      `GET /healthz HTTP/1.1\r\nhost: h\r\nx: ${"x".repeat(17_000)}\r\n\r\n`,
      431,
      "header-too-large",
    ],
    ["a flood of 5000 headers", `GET / HTTP/1.1\r\nhost: h\r\n${"a: b\r\n".repeat(5000)}\r\n`, 431, "header-too-large"],
    ["headers without an end", `GET / HTTP/1.1\r\n${"a: b\r\n".repeat(500_000)}`, 431, "header-too-large"],
    ["an address of 20 kB", `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: h\r\n\r\n`, 431, "header-too-large"],
    ["another protocol", "HELLO\r\n\r\n", 400, "invalid-http"],
    ["bytes of TLS", "\x16\x03\x01\x02\x00\x01", 400, "invalid-http"],
    ["two lengths", post("/v1/classify", "content-length: 1\r\ncontent-length: 2"), 400, "invalid-http"],
    [
      "a length and pieces",
      post("/v1/classify", "content-length: 1\r\ntransfer-encoding: chunked"),
      400,
      "invalid-http",
    ],
    ["a bare line feed in a header", "GET / HTTP/1.1\r\nhost: h\r\na: b\nc: d\r\n\r\n", 400, "invalid-http"],
    ["no host", "GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n", 400, undefined],
    ["a host that is none", "GET /healthz HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n", 400, "invalid-http"],
    ["a NUL in the address", "GET /\0 HTTP/1.1\r\nhost: h\r\n\r\n", 400, "invalid-http"],
  ])("%s", async (_, text, status, code) => {
    const { url } = await serveFake();
    const socket = await openSocket(url);
    socket.write(text);
    const answer = await socket.ended;
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    if (code) expect(answer).toContain(`"code":"${code}"`);
    expect((await fetch(new URL("/healthz", url))).status).toBe(200);
  });
});

describe("a body that is too large", () => {
  const announced = post("/v1/classify", "content-type: image/png\r\ncontent-length: 100000000");

  test("is refused by its announcement, before it is sent", async () => {
    const { url } = await serveFake();
    const socket = await openSocket(url);
    socket.write(announced);
    expect(await socket.until(/\}$/)).toMatch(/^HTTP\/1.1 413 .*"code":"body-too-large"/s);
  });

  test("is not told to go on where it asks, and its connection ends", async () => {
    const { url } = await serveFake();
    const socket = await openSocket(url);
    socket.write(announced.replace("host: h", "host: h\r\nexpect: 100-continue"));
    expect(await socket.ended).toMatch(/^HTTP\/1.1 413 .*connection: close/s);
  });

  test("of a client that sends all before it reads any has its answer, and the connection goes on", async () => {
    const { url } = await serveFake();
    const socket = await openSocket(url);
    socket.write(announced);
    for (let i = 0; i < 100; i++) socket.write(new Uint8Array(1e6));
    socket.write("GET /healthz HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n");
    expect(await socket.ended).toMatch(/^HTTP\/1.1 413 .*HTTP\/1.1 200 OK/s);
  });

  test("in pieces of no announced length as well", async () => {
    const { url } = await serveFake();
    const socket = await openSocket(url);
    socket.write(post("/v1/classify", "content-type: image/png\r\ntransfer-encoding: chunked"));
    for (let i = 0; i < 100; i++) {
      socket.write("f4240\r\n");
      socket.write(new Uint8Array(1e6));
      socket.write("\r\n");
    }
    socket.write("0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n");
    expect(await socket.ended).toMatch(/^HTTP\/1.1 413 .*HTTP\/1.1 200 OK/s);
  });

  test("of a small one that asks first is told to go on", async () => {
    const { url } = await serveFake({ engine: fakeEngine({ takesMs: 0 }) });
    const socket = await openSocket(url);
    socket.write(post("/v1/classify", "content-type: image/png\r\ncontent-length: 3\r\nexpect: 100-continue"));
    await socket.until(/100 Continue\r\n\r\n/);
    socket.write("abc");
    expect(await socket.until(/\}$/)).toContain("HTTP/1.1 200 OK");
  });

  test("is let pass by only so long", async () => {
    const { url } = await serveFake({ stallTimeoutMs: 300 });
    const socket = await openSocket(url);
    socket.write(announced);
    const drip = setInterval(() => socket.write("x"), 20);
    expect(await socket.ended).toMatch(/^HTTP\/1.1 413 /);
    clearInterval(drip);
  });
});

test("more connections than there may be are closed, and others are served", async () => {
  const { url } = await serveFake({ maxConnections: 2 });
  const first = await openSocket(url);
  const second = await openSocket(url);
  const third = await openSocket(url);
  expect(await third.ended).toBe("");
  first.write("GET /healthz HTTP/1.1\r\nhost: h\r\n\r\n");
  expect(await first.until(/\}$/)).toContain("200 OK");
  second.destroy();
});
