import { expect, test } from "vitest";
import type { Fault } from "../fault.ts";
import { file, header, openHub } from "../testing/open-hub.ts";
import { rawRequest } from "../testing/raw-request.ts";

const PATH = "/local/cats/resolve/main/a.bin.txt";
const CONTENT = Buffer.alloc(200_000, "0123456789");

async function hubWithFile(faults: Fault[]) {
  const open = await openHub();
  await open.create();
  await open.commit([header(), file("a.bin.txt", CONTENT)]);
  open.hub.setFaults(faults);
  return open;
}

test("a status by number strikes that request alone; a 429 tells when to come back", async () => {
  const { ask } = await hubWithFile([
    { match: { method: "get", path: /resolve/g, number: [2, 3] }, action: { status: 429 } },
  ]);
  await ask("GET", "/api/whoami-v2");
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await ask("GET", PATH)).status);
  expect(statuses).toEqual([200, 429, 429, 200]);
});

test("a 429 has RateLimit headers unless others are given; a body may be given", async () => {
  const { ask, hub } = await hubWithFile([{ action: { status: 429 } }]);
  const limited = await ask("GET", PATH);
  expect(limited.headers.get("ratelimit")).toBe('"api";r=0;t=1');
  expect(limited.headers.get("ratelimit-policy")).toBe('"fixed window";"api";q=1000;w=300');
  hub.setFaults([{ action: { status: 503, headers: { "Retry-After": "7" }, body: "down" }, times: 1 }]);
  const down = await ask("GET", PATH);
  expect([down.status, down.headers.get("retry-after"), await down.text()]).toEqual([503, "7", "down"]);
  expect((await ask("GET", PATH)).status).toBe(200);
});

test("a fault of status does nothing of what was asked", async () => {
  const { commit, get, hub } = await hubWithFile([{ match: { path: "/commit/" }, action: { status: 500 } }]);
  expect((await commit([header(), file("b", "b")])).status).toBe(500);
  hub.setFaults([]);
  expect(await get("GET", "/api/models/local/cats/commits/main")).toHaveLength(2);
});

test("reset tears the connection down, at once or after some bytes of the answer", async () => {
  const { hub } = await hubWithFile([
    { action: { reset: true }, times: 1 },
    { action: { reset: true, afterBytes: 70_000 } },
  ]);
  await expect(rawRequest(hub, "GET", PATH)).rejects.toMatchObject({ code: "ECONNRESET" });
  const cut = await rawRequest(hub, "GET", PATH);
  expect([cut.isCut, cut.headers["content-length"]]).toEqual([true, "200000"]);
  expect(cut.body.length).toBeLessThanOrEqual(70_000);
  expect(hub.requests.slice(-2).map(({ status, sent }) => [status, sent])).toEqual([
    [0, 0],
    [200, 70_000],
  ]);
});

test("reset amid a request's body leaves the old state", async () => {
  const { hub, commit, get } = await hubWithFile([{ action: { reset: true, afterRequestBytes: 100_000 } }]);
  await expect(commit([header(), file("b.txt", CONTENT)])).rejects.toThrow();
  hub.setFaults([]);
  expect(await get("GET", "/api/models/local/cats/commits/main")).toHaveLength(2);
  expect((await commit([header(), file("b.txt", CONTENT)])).status).toBe(200);
});

test("truncate cuts under the whole length, or tells the short one", async () => {
  const { hub } = await hubWithFile([
    { action: { truncate: 1_000 }, times: 1 },
    { action: { truncate: 1_000, contentLength: "short" } },
  ]);
  const cut = await rawRequest(hub, "GET", PATH);
  expect([cut.isCut, cut.headers["content-length"], cut.body.length]).toEqual([true, "200000", 1_000]);
  const short = await rawRequest(hub, "GET", PATH);
  expect([short.isCut, short.headers["content-length"], short.body.length]).toEqual([false, "1000", 1_000]);
});

test("flipBit changes one bit and no more", async () => {
  const { hub } = await hubWithFile([{ action: { flipBit: 150_000 } }]);
  const { body } = await rawRequest(hub, "GET", PATH);
  const expected = Buffer.from(CONTENT);
  expected[150_000]! ^= 1;
  expect(body.equals(expected)).toBe(true);
});

test("a delay answers later, and closing does not wait for it", async () => {
  const { hub, ask } = await hubWithFile([{ action: { delayMs: 1 }, times: 1 }, { action: { delayMs: 86_400_000 } }]);
  expect((await ask("GET", PATH)).status).toBe(200);
  const never = rawRequest(hub, "GET", PATH);
  const rejected = expect(never).rejects.toMatchObject({ code: "ECONNRESET" });
  while (hub.requests.at(-1)!.number < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  await hub.close();
  await rejected;
});

test.each<[string, object]>([
  ["no action", {}],
  ["two kinds", { action: { status: 500, delayMs: 1 } }],
  ["a status out of range", { action: { status: 99 } }],
  ["a negative length", { action: { truncate: -1 } }],
  ["reset that is not true", { action: { reset: false } }],
  ["reset in two places", { action: { reset: true, afterBytes: 1, afterRequestBytes: 1 } }],
  ["number 0", { match: { number: 0 }, action: { status: 500 } }],
  ["times of a half", { times: 0.5, action: { status: 500 } }],
])("%s is refused", async (_name, fault) => {
  const { hub } = await openHub();
  expect(() => hub.setFaults([fault as Fault])).toThrowError(expect.objectContaining({ code: "invalid-hub-fault" }));
});
