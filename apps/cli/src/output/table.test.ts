import { expect, test } from "vitest";
import { table } from "./table.ts";

test("columns line up, and no line ends in blanks that its last cell does not have", () => {
  expect(
    table([
      ["NAME", "SIZE"],
      ["a longer name", "1 B"],
    ]),
  ).toEqual(["NAME           SIZE", "a longer name  1 B"]);
  expect(table([])).toEqual([]);
});
