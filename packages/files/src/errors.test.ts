import { expect, test } from "vitest";
import { FilesError } from "./errors.ts";

test("an error has the shape that every tiny-cats error has", () => {
  const cause = new Error("below");
  const error = new FilesError("some-code", "went wrong", { value: 3, remedy: "do this", cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: "FilesError",
    code: "some-code",
    message: "went wrong",
    value: 3,
    remedy: "do this",
    cause,
  });
  expect("cause" in new FilesError("c", "m", { remedy: "r" })).toBe(false);
});
