import { expect, test } from "vitest";
import { checkCollisions } from "./check-collisions.ts";

test("names that differ in case or composition alone clash, in any part", () => {
  for (const [one, other] of [
    ["README.md", "readme.md"],
    ["Dir/a", "dir/b"],
    ["caf\u00e9", "cafe\u0301"],
  ]) {
    expect(() => checkCollisions([one, other], [])).toThrowError(expect.objectContaining({ code: "case-collision" }));
    expect(() => checkCollisions([one], [other])).toThrowError(expect.objectContaining({ code: "case-collision" }));
    // What is there already is not this upload's doing.
    checkCollisions([], [one, other]);
  }
});

test("a file can't stand where another path has a folder", () => {
  expect(() => checkCollisions(["a"], ["a/b"])).toThrowError(expect.objectContaining({ code: "path-conflict" }));
  expect(() => checkCollisions(["a/b"], ["a"])).toThrowError(expect.objectContaining({ code: "path-conflict" }));
  checkCollisions(["a/b", "a/c", "ab"], ["a/d", "b"]);
});
