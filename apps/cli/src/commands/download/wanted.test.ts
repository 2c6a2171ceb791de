import { expect, test } from "vitest";
import { absent } from "./absent.ts";
import { wanted } from "./wanted.ts";

const none = { include: [], exclude: [] };

test("names become patterns that mean them alone; patterns stay what they are", () => {
  expect(wanted(["./a*[b]?.txt", "/!c", "d e ", "f\\g"], none)).toEqual({
    include: ["/a\\*\\[b\\]\\?.txt", "/\\!c", "/d e\\ ", "/f\\\\g"],
    named: ["a*[b]?.txt", "!c", "d e ", "f\\g"],
  });
  expect(wanted([], none)).toEqual({ named: [] });
  expect(wanted([], { include: ["*.md"], exclude: ["x"] })).toEqual({ include: ["*.md"], exclude: ["x"], named: [] });
});

test("a name is there as a file or as a folder, not as the beginning of another name", () => {
  expect(absent(["a", "b", "c"], ["a", "b/x", "cc"])).toEqual(["c"]);
});
