import { describe, expect, test } from "vitest";
import { configurableOptions } from "../commands/index.ts";
import { parseConfig } from "./parse-config.ts";

const parse = (value: unknown) =>
  parseConfig(typeof value === "string" ? value : JSON.stringify(value), "config.json", configurableOptions());

describe("parseConfig", () => {
  test("keeps the values of known keys", () => {
    const values = {
      "top-k": 3,
      breed: ["siamese"],
      grid: true,
      format: "json",
      "guidance-interval": [0, 0.5],
      classifier: "models/mine",
      rescale: 0.5,
    };
    expect(parse(values)).toEqual(values);
    expect(parse({})).toEqual({});
  });

  test.each([
    ["topk", "did you mean top-k?"],
    ["seeds", "did you mean seed?"],
    ["like", expect.stringMatching(/^use one of quiet, .*top-k/)],
    ["__proto__x", expect.stringContaining("use one of")],
  ])("refuses the key %j", (key, remedy) => {
    expect(() => parse(`{ "${key}": 1 }`)).toThrow(
      expect.objectContaining({ code: "unknown-config-key", value: key, remedy }),
    );
  });

  test.each([
    [{ "top-k": "3" }, '"top-k" in config.json is "3", not number'],
    [{ quiet: 1 }, '"quiet" in config.json is 1, not boolean'],
    [{ format: "xml" }, /"format" in config.json is "xml", not .*"human"/],
    [{ "guidance-interval": [0, "1"] }, '"guidance-interval.1" in config.json is "1", not number'],
    ["{", /config.json is not JSON/],
    [[], "config.json holds no JSON object"],
    ["3", "config.json holds no JSON object"],
  ])("refuses %j", (value, message) => {
    expect(() => parse(value)).toThrow(
      expect.objectContaining({
        code: "invalid-config",
        message: typeof message === "string" ? message : expect.stringMatching(message),
      }),
    );
  });
});
