import type { TrainingRun } from "@tiny-cats/architectures/node";
import { expect, test } from "vitest";
import { lineageOf } from "./lineage-of.ts";

const SHA256 = "a".repeat(64);
const RUN: TrainingRun = { step: 5, seed: 1, parent: null, dataset: null, data: null, record: {} };

test.each<[string, object]>([
  ["hub:someone/cats@v1.0", { name: "someone/cats", revision: "v1.0" }],
  ["hub:someone/cats", { name: "someone/cats" }],
  ["tinydit-64", { name: "tinydit-64" }],
  ["models/generator", { name: "models/generator" }],
  ["/home/me/runs/first/final", { name: "final" }],
  ["../first/model.safetensors", { name: "model.safetensors" }],
  ["C:\\runs\\first.pt", { name: "first.pt" }],
  ["~/first.pt", { name: "first.pt" }],
  [SHA256, { name: expect.any(String), sha256: SHA256 }],
])("the parent %s", (parent, told) => {
  expect(lineageOf({ ...RUN, parent })).toEqual({ parent: told });
});

test("data", () => {
  expect(lineageOf(undefined)).toEqual({});
  expect(lineageOf({ ...RUN, parent: "" })).toEqual({});
  expect(lineageOf({ ...RUN, dataset: "pets", data: SHA256 })).toEqual({
    datasets: [{ name: "pets", sha256: SHA256 }],
  });
  expect(lineageOf({ ...RUN, data: SHA256 })).toMatchObject({ datasets: [{ sha256: SHA256 }] });
  expect(lineageOf({ ...RUN, dataset: "pets", data: "no hash" })).toEqual({ datasets: [{ name: "pets" }] });
});
