import { afterEach, expect, test, vi } from "vitest";
import { keptSetting } from "./kept-setting.ts";

afterEach(() => vi.unstubAllGlobals());

const setting = () => keptSetting("food", ["fish", "milk"]);

test("is the first value until another is chosen, and from then on that one", () => {
  const map = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => map.set(key, value),
  });
  expect(setting().get()).toBe("fish");
  setting().set("milk");
  expect(setting().get()).toBe("milk");
  expect([...map]).toEqual([["tiny-cats:food", "milk"]]);
  map.set("tiny-cats:food", "a mouse");
  expect(setting().get()).toBe("fish");
});

test("where nothing can be kept it holds while the page is open", () => {
  const forbidden = () => {
    throw new Error("forbidden");
  };
  vi.stubGlobal("localStorage", { getItem: forbidden, setItem: forbidden });
  const { get, set } = setting();
  expect(get()).toBe("fish");
  set("milk");
  expect(get()).toBe("milk");
});
