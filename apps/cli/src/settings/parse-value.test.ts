import { describe, expect, test } from "vitest";
import type { OptionSpec } from "../table/option-spec.ts";
import { parseValue } from "./parse-value.ts";

function spec(type: OptionSpec["type"], more: Partial<OptionSpec> = {}): OptionSpec {
  return { name: "x", type, summary: "", ...more };
}

describe("parseValue", () => {
  test.each<[OptionSpec, string, unknown]>([
    [spec("integer"), "7", 7],
    [spec("integer"), "9007199254740992", 2 ** 53],
    [spec("integer", { min: 1, max: 13 }), "13", 13],
    [spec("number"), "-2.5e-1", -0.25],
    [spec("number"), " .5 ", 0.5],
    [spec("number"), "NaN", Number.NaN],
    [spec("number"), "-inf", Number.NEGATIVE_INFINITY],
    [spec("number"), "Infinity", Number.POSITIVE_INFINITY],
    [spec("interval"), "0.1,0.9", [0.1, 0.9]],
    [spec("choice", { choices: ["a", "b"] }), "b", "b"],
    [spec("flag"), "YES", true],
    [spec("flag"), "0", false],
    [spec("flag"), "", false],
    [spec("text"), "a b", "a b"],
  ])("%j of %j is %j", (option, text, value) => {
    expect(parseValue(option, text, "--x")).toEqual(value);
  });

  test.each<[OptionSpec, string, string]>([
    [spec("integer"), "seven", "use a whole number"],
    [spec("integer"), "0x10", "use a whole number"],
    [spec("integer"), "", "use a whole number"],
    [spec("integer", { min: 1, max: 13 }), "0", "use a whole number from 1 to 13"],
    [spec("integer", { min: 1, max: 13 }), "14", "use a whole number from 1 to 13"],
    [spec("integer", { min: 1 }), "1.5", "use a whole number of at least 1"],
    [spec("integer", { min: 1, max: 13 }), "NaN", "use a whole number from 1 to 13"],
    [spec("number", { min: 0, max: 1 }), "2", "use a number from 0 to 1"],
    [spec("number"), "1 2", "use a number"],
    [spec("interval"), "0.1", "give two numbers with a comma between them, such as 0.1,0.9"],
    [spec("interval"), "0.1,", "give two numbers with a comma between them, such as 0.1,0.9"],
    [spec("choice", { choices: ["a", "b"] }), "c", "use one of a, b"],
    [spec("flag"), "maybe", "use 1 or 0"],
    [spec("text"), "", "give a value that is not empty"],
  ])("%j refuses %j", (option, text, remedy) => {
    expect(() => parseValue(option, text, "TINY_CATS_X")).toThrow(
      expect.objectContaining({
        code: "invalid-option-value",
        message: `TINY_CATS_X can't be "${text}"`,
        value: text,
        remedy,
      }),
    );
  });
});
