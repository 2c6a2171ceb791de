import { expect, test } from "vitest";
import { fuzzTar } from "../testing/fuzz-tar.ts";

test("2000 damaged archives are read or refused", async () => {
  const outcomes = await fuzzTar(20261122, 2000);
  const reached = ["archive-too-large", "invalid-archive", "read", "unsafe-archive"];
  expect([...outcomes.keys()].sort()).toEqual(reached);
  for (const code of reached) expect(outcomes.get(code)).toBeGreaterThan(10);
});
