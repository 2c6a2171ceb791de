import { TinyCatsError } from "@tiny-cats/schema/errors";
import { expect, test } from "vitest";
import { isBroken } from "./is-broken.ts";

test.each([
  ["worker-crashed", true],
  ["webgpu-lost", true],
  ["session-disposed", false],
  ["hash-mismatch", false],
])("a model is broken by %s: %s", (code, is) => {
  expect(isBroken(new TinyCatsError(code, "it ended", { remedy: "begin anew" }))).toBe(is);
  expect(isBroken(Object.assign(new Error("it ended"), { code }))).toBe(false);
});
