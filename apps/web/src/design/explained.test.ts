import { TinyCatsError } from "@tiny-cats/schema/errors";
import { expect, test } from "vitest";
import { explained } from "./explained.ts";

test("an error of ours comes with its remedy, another with its words", () => {
  const ours = new TinyCatsError("no-manifest", "it answered 404", { remedy: "look elsewhere" });
  expect(explained(ours)).toEqual({ message: "it answered 404", remedy: "look elsewhere", code: "no-manifest" });
  expect(explained(new Error("out of memory"))).toEqual({ message: "out of memory" });
  expect(explained(new RangeError())).toEqual({ message: "RangeError" });
  expect(explained("odd")).toEqual({ message: "odd" });
});
