import { afterEach, expect, test, vi } from "vitest";
import { deviceSetting, keepDevice } from "./device-setting.ts";

afterEach(() => vi.unstubAllGlobals());

function storage(): Map<string, string> {
  const map = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => map.set(key, value),
  });
  return map;
}

test("WebAssembly unless something else was chosen", () => {
  const map = storage();
  expect(deviceSetting()).toBe("wasm");
  keepDevice("auto");
  expect(deviceSetting()).toBe("auto");
  map.set("tiny-cats:device", "a toaster");
  expect(deviceSetting()).toBe("wasm");
});

test("where nothing can be kept it holds while the page is open", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("forbidden");
    },
    setItem: () => {
      throw new Error("forbidden");
    },
  });
  keepDevice("webgpu");
  expect(deviceSetting()).toBe("webgpu");
});
