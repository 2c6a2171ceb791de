import { expect, test } from "vitest";
import { sayCat } from "./say-cat.ts";

test.each([
  [1, "surely"],
  [0.9, "surely"],
  [0.899, "probably"],
  [0.5, "unsure"],
  [0.4, "probably-not"],
  [0.1, "surely-not"],
  [0, "surely-not"],
  [undefined, "unknown"],
] as const)("P(cat) %s is %s", (share, saying) => expect(sayCat(share)).toBe(saying));
