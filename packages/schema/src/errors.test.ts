import { expect, test } from "vitest";
import { isTinyCatsError, TinyCatsError } from "./errors.ts";

test("an error carries code, value, remedy and cause", () => {
  const cause = new Error("below");
  const error = new TinyCatsError("some-code", "went wrong", { value: 3, remedy: "do this", cause });
  expect(error).toMatchObject({
    name: "TinyCatsError",
    code: "some-code",
    message: "went wrong",
    value: 3,
    remedy: "do this",
    cause,
  });
  expect("cause" in new TinyCatsError("c", "m", { remedy: "r" })).toBe(false);
});

test("it is known by its shape, so that another copy of the class will do", () => {
  const foreign = Object.assign(new Error("m"), { code: "c", remedy: "r" });
  expect(isTinyCatsError(foreign)).toBe(true);
  expect(isTinyCatsError(Object.assign(new Error("m"), { code: "ENOENT" }))).toBe(false);
  expect(isTinyCatsError({ code: "c", remedy: "r" })).toBe(false);
  expect(isTinyCatsError(null)).toBe(false);
});
