import { describe, expect, test } from "vitest";
import { edit } from "../testing/edit.ts";
import { hash } from "../testing/hash.ts";
import { problemsOf } from "../testing/problems-of.ts";
import { classifierManifest, generatorManifest, textManifest } from "../testing/valid-manifests.ts";
import { parseManifest } from "./manifest.ts";

const problems = (value: unknown) => problemsOf(parseManifest, value);
const withFiles = (...files: object[]) => ({ ...classifierManifest, files: [...classifierManifest.files, ...files] });
const notes = (path: string) => ({ path, role: "notes", bytes: 1, sha256: hash("0") });

test("the task decides what must and what must not be there", () => {
  expect(problems(edit(classifierManifest, ["preprocessing"], undefined))).toEqual(["preprocessing is missing"]);
  expect(problems(edit(generatorManifest, ["generation"], undefined))).toEqual(["generation is missing"]);
  expect(problems(edit(classifierManifest, ["labels"], undefined))).toEqual(["labels is missing"]);
  expect(problems({ ...classifierManifest, generation: generatorManifest.generation })).toEqual([
    "generation does not belong here",
  ]);
  expect(problems({ ...textManifest, preprocessing: classifierManifest.preprocessing })).toEqual([
    "preprocessing does not belong here",
  ]);
  expect(problems({ ...textManifest, task: "image-generation" })[0]).toMatch(
    /^task must be "image-classification" or .*, not "image-generation"$/,
  );
});

describe("unknown keys are refused", () => {
  test.each([["files", 0], ["inputs", 0], ["preprocessing"], ["preprocessing", "resize"], ["preprocessing", "crop"]])(
    "in a classifier's %s %s",
    (...path) => {
      expect(problems(edit(classifierManifest, [...path, "extra"], 1))).toEqual([
        expect.stringMatching(/extra is not a known key$/),
      ]);
    },
  );

  test.each([["sampler"], ["sampler", "times"], ["sampler", "guidance"], []])("in generation %s %s", (...path) => {
    const damaged = edit(generatorManifest, ["generation", ...path, "extra"], 1);
    expect(problems(damaged)).toEqual([expect.stringMatching(/extra is not a known key$/)]);
  });
});

describe("files", () => {
  test.each([
    [notes("config.json"), "files[5].path names the file of files[3] again"],
    [notes("CONFIG.json"), "files[5].path names the file of files[3] again"],
    [notes("config.json/a.md"), "files[5].path lies below files[3], which is a file"],
    [notes("tiny-cats.json"), "files[5].path must not be the manifest itself"],
    [
      { ...notes("other.onnx"), role: "model", dtype: "float32" },
      "files[5].role must not be a second model in float32",
    ],
    [{ ...notes("other.json"), role: "config" }, "files[5].role must not be a second config"],
  ])("%j", (file, problem) => {
    expect(problems(withFiles(file))).toEqual([problem]);
  });

  test("a graph may come in several dtypes, and notes may be many", () => {
    expect(
      problems(withFiles(notes("a.md"), notes("b.md"), { ...notes("h.onnx"), role: "model", dtype: "float16" })),
    ).toEqual([]);
  });

  test("what runs must be there and not optional; weights do for a language model", () => {
    const missing = 'files must hold one of role "model" that is not optional';
    expect(problems(edit(classifierManifest, ["files", 0, "optional"], true))).toEqual([missing]);
    expect(problems({ ...classifierManifest, files: classifierManifest.files.slice(2) })).toEqual([missing]);
    expect(problems({ ...textManifest, files: textManifest.files.slice(1) })).toEqual([missing]);
    expect(problems({ ...textManifest, files: [] })).toEqual(["files must list a file", missing]);
  });
});

describe("what contradicts itself", () => {
  test.each([
    [["labels", 1], "Abyssinian", "labels[1] occurs twice"],
    [["outputs", 1, "name"], "logits", "outputs[1].name occurs twice"],
    [["labels", 3], "Persian", "outputs must hold one of shape [batch, 4], one number a label"],
    [["preprocessing", "crop", "width"], 192, "inputs must hold one of shape [batch, 3, 224, 192], as the crop makes"],
    [["inputs", 0, "shape"], [3, 224, 224], "inputs must hold one of shape [batch, 3, 224, 224], as the crop makes"],
  ])("in a classifier: %j = %j", (path, value, problem) => {
    expect(problems(edit(classifierManifest, path, value))).toEqual([problem]);
  });

  test.each([
    [["drawable"], [0, 3], "generation.drawable[1] must be the id of a label, 0 to 2, not 3"],
    [["drawable"], [0, 0], "generation.drawable[1] occurs twice"],
    [["null_class"], 1, "generation.drawable[1] must not be the null class, 1"],
    [["kid_limit"], { max: 0.3 }, "generation.kid_limit.extractor is missing"],
    [["null_class"], 4, "generation.null_class must be 0 to 3, not 4"],
    [["image_size"], 128, "inputs must hold one of shape [batch, 3, 128, 128], as image_size says"],
    [
      ["sampler", "guidance", "interval"],
      [0.9, 0.1],
      "generation.sampler.guidance.interval must not end before it begins",
    ],
  ])("in a generator: %j = %j", (path, value, problem) => {
    const found = problems(edit(generatorManifest, ["generation", ...path], value));
    expect(found).toContain(problem);
  });

  test("a null class among the labels is fine, as in models that have no other", () => {
    expect(problems(edit(generatorManifest, ["generation", "null_class"], 2))).toEqual([]);
  });
});

test.each([
  [{ kind: "uniform" }, true],
  [{ kind: "shifted", shift: 3 }, true],
  [{ kind: "logit-normal", mean: -0.4, std: 1 }, true],
  [{ kind: "uniform", shift: 3 }, false],
  [{ kind: "shifted" }, false],
  [{ kind: "shifted", shift: 0 }, false],
  [{ kind: "karras" }, false],
])("times %j: accepted %s", (times, accepted) => {
  expect(problems(edit(generatorManifest, ["generation", "sampler", "times"], times)).length === 0).toBe(accepted);
});

test.each([
  ["MIT", true],
  ["CC-BY-SA-4.0", true],
  ["Apache-2.0 AND CC-BY-SA-4.0", true],
  ["GPL-2.0-or-later WITH Bison-exception-2.2", true],
  ["LicenseRef-Proprietary", true],
  ["Apache 2.0", false],
  ["", false],
  ["MIT AND", false],
])("license %j: accepted %s", (license, accepted) => {
  expect(problems({ ...textManifest, license }).length === 0).toBe(accepted);
});
