import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { describe, expect, test } from "vitest";
import { checkSeed } from "./seed.ts";

describe("checkSeed", () => {
  test.each([0, 1, 2 ** 32, 2 ** 53 - 1])("takes %d", (seed) => {
    expect(checkSeed(seed)).toBeUndefined();
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "7" as unknown as number])(
    "refuses %s",
    (seed) => {
      let thrown: unknown;
      try {
        checkSeed(seed);
      } catch (error) {
        thrown = error;
      }
      expect(isTinyCatsError(thrown)).toBe(true);
      expect(thrown).toMatchObject({ code: "invalid-seed", value: seed });
      expect(String(thrown)).toContain(String(seed));
    },
  );
});
