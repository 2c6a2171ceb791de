import { get } from "node:http";
import { classifier } from "@tiny-cats/models";
import { expect, onTestFinished, test } from "vitest";
import { startApi } from "./start-api.ts";

const models = { classifier: { source: classifier } };

test("a server answers where it says, logs each answer, and is gone once closed", async () => {
  const lines: Record<string, unknown>[] = [];
  const api = await startApi({ models, log: (line) => lines.push(line) });
  onTestFinished(() => api.close());
  expect((await fetch(new URL("readyz", api.url), { headers: { "x-request-id": "mine" } })).status).toBe(200);
  expect((await fetch(new URL("v1/generate", api.url), { method: "POST" })).status).toBe(404);
  expect(lines).toEqual([
    {
      level: "info",
      event: "answered",
      request_id: "mine",
      method: "GET",
      path: "/readyz",
      status: 200,
      ms: expect.any(Number),
    },
    expect.objectContaining({ level: "info", path: undefined, status: 404, problem: "no-such-route" }),
  ]);
  const taken = Number(api.url.port);
  await expect(startApi({ models, port: taken })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await Promise.all([api.close(), api.close()]);
  await expect(fetch(new URL("healthz", api.url))).rejects.toThrow("fetch failed");
});

test("a server of IPv6 says so in its address", async () => {
  const api = await startApi({ models, host: "::1" });
  onTestFinished(() => api.close());
  expect(api.url.href).toMatch(/^http:\/\/\[::1\]:\d+\/$/);
  expect((await fetch(new URL("healthz", api.url))).status).toBe(200);
});

test("a client who leaves while its picture waits is no fault of the server's", async () => {
  const lines: Record<string, unknown>[] = [];
  const api = await startApi({ models, log: (line) => lines.push(line) });
  onTestFinished(() => api.close());
  const large = JSON.stringify({ pictures: [] });
  const request = get(new URL("v1/classify", api.url), {
    method: "POST",
    headers: { "content-length": large.length + 100 },
  });
  request.on("error", () => undefined);
  request.write(large);
  await new Promise((resolve) => setTimeout(resolve, 50));
  request.destroy();
  while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(lines).toMatchObject([{ level: "info", path: "/v1/classify" }]);
  expect(["body-cut", "client-gone"]).toContain(lines[0].problem);
});
