import { expect, test } from "vitest";
import { seenInTraining } from "./seen-in-training.ts";

const model = (split?: string) => ({
  name: "painter",
  provenance: { origin: "here", untrained: false, datasets: [{ name: "Oxford-IIIT Pet", ...(split && { split }) }] },
});

test.each([
  ["the set in another spelling, trainval", model("trainval"), "oxford iiit pet", ["val"], "the split trainval"],
  ["the split itself", model("test"), "Oxford-IIIT Pet", ["test", "val"], "the split test"],
  ["the whole set", model(), "Oxford-IIIT Pet", ["val"], "all"],
  ["pictures without splits", model("train"), "Oxford-IIIT Pet", [], "the split train"],
])("%s was seen", (_, manifest, set, splits, part) => {
  expect(seenInTraining(manifest, set, splits)).toBe(
    `the training of painter saw ${part} of Oxford-IIIT Pet: no distance to these pictures is held out`,
  );
});

test.each([
  ["another set", model(), "pets", ["val"]],
  ["another split", model("train"), "Oxford-IIIT Pet", ["val"]],
  ["a model that says nothing", { name: "painter" }, "Oxford-IIIT Pet", ["val"]],
])("%s was not known to be", (_, manifest, set, splits) => {
  expect(seenInTraining(manifest, set, splits)).toBeUndefined();
});
