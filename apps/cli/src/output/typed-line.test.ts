import { expect, test } from "vitest";
import type { OptionSpec } from "../table/option-spec.ts";
import { fakeIo } from "../testing/fake-io.ts";
import { typedLine } from "./typed-line.ts";

const SPECS: readonly OptionSpec[] = [
  { name: "model", type: "text", summary: "", complete: "file" },
  { name: "seed", type: "integer", summary: "" },
  { name: "pairs", type: "text", summary: "", repeatable: true },
  { name: "deep", type: "flag", summary: "" },
  { name: "guidance", type: "interval", summary: "" },
  { name: "out", type: "text", summary: "", complete: "file" },
];

test("holds what was typed, without the machine's places and what changes no number", () => {
  const options = { model: "/home/me/secret/m.onnx", seed: 3, pairs: ["a b", "c"], deep: true, out: "/tmp/r.json" };
  const flags = new Set(Object.keys(options));
  expect(typedLine({ io: fakeIo(), args: ["/data/pets", "x/y"], flags, options }, ["eval"], SPECS)).toBe(
    'tiny-cats eval pets x/y --model m.onnx --seed 3 --pairs "a b" --pairs c --deep',
  );
});

test("leaves out what was not typed, and secrets", () => {
  const token = `hf_${"a".repeat(34)}`;
  const options = { model: token, seed: 3 };
  const line = typedLine({ io: fakeIo(), args: [], flags: new Set(["model"]), options }, ["eval", "lm"], SPECS);
  expect(line).toMatch(/^tiny-cats eval lm --model \S*redacted/);
  expect(line).not.toContain(token);
});
