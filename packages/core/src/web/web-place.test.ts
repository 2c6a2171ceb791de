import { afterEach, expect, test, vi } from "vitest";
import { webPlace } from "./web-place.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a browser that never tells of its GPU is not waited for", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { gpu: { requestAdapter: () => new Promise(() => undefined) } });
  const refused = expect(webPlace.webgpu!("data:text/javascript,")).rejects.toThrow(/no GPU adapter within 20 seconds/);
  await vi.advanceTimersByTimeAsync(20_000);
  await refused;
});

test("without WebGPU, or an adapter, it is said which", async () => {
  vi.stubGlobal("navigator", {});
  await expect(webPlace.webgpu!()).rejects.toThrow("the browser has none");
  vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => null } });
  await expect(webPlace.webgpu!()).rejects.toThrow("no GPU adapter");
});
