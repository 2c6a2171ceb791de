import { describe, expect, test } from "vitest";
import { edit } from "../testing/edit.ts";
import { hash } from "../testing/hash.ts";
import { problemsOf } from "../testing/problems-of.ts";
import { classifierEvaluation, generatorEvaluation, languageEvaluation } from "../testing/valid-evaluations.ts";
import { parseEvaluationReport, parseEvaluationReportText } from "./evaluation-report.ts";

const problems = (value: unknown) => problemsOf(parseEvaluationReport, value);

describe("nothing is left out without a word", () => {
  test("a metric of the task must be there", () => {
    expect(problems(edit(generatorEvaluation, ["kid"], undefined))).toEqual(["kid is missing"]);
    expect(problems(edit(classifierEvaluation, ["classification"], undefined))).toEqual(["classification is missing"]);
    expect(problems(edit(languageEvaluation, ["language"], undefined))).toEqual(["language is missing"]);
    expect(problems(edit(generatorEvaluation, ["fid"], undefined))).toContain("fid is missing");
  });

  test("a null must have its reason", () => {
    expect(problems(edit(generatorEvaluation, ["recall"], null))).toEqual([
      'recall is null, so not_measured must say why under "recall"',
    ]);
    expect(problems(edit(generatorEvaluation, ["not_measured", "fid"], ""))).toEqual([
      "not_measured.fid must not be empty",
    ]);
    expect(problems(edit(classifierEvaluation, ["not_measured", "classification.per_class.f1"], undefined))).toEqual([
      'classification.per_class[0].f1 is null, so not_measured must say why under "classification.per_class.f1"',
    ]);
    expect(problems({ ...classifierEvaluation, fid: null })).toEqual([
      'fid is null, so not_measured must say why under "fid"',
    ]);
  });

  test("a value must not have one; what is not there may", () => {
    expect(problems(edit(generatorEvaluation, ["not_measured", "coverage"], "no time"))).toEqual([
      "not_measured.coverage gives a reason, yet coverage has a value",
    ]);
    expect(problems(edit(generatorEvaluation, ["not_measured", "lpips"], "no network for it"))).toEqual([]);
  });

  test("every measured fact of provenance is asked for", () => {
    for (const key of Object.keys(generatorEvaluation.measured)) {
      expect(problems(edit(generatorEvaluation, ["measured", key], undefined))).toEqual([`measured.${key} is missing`]);
    }
    expect(problems(edit(generatorEvaluation, ["measured", "n"], 0))).toHaveLength(1);
    expect(problems(edit(generatorEvaluation, ["measured", "versions"], {}))).toHaveLength(1);
    expect(problems(edit(generatorEvaluation, ["measured", "date"], "unknown"))).toHaveLength(1);
    expect(problems(edit(generatorEvaluation, ["measured", "model", "sha256"], hash("A")))).toHaveLength(1);
  });
});

test("a number is never NaN or infinite, wherever it stands", () => {
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(problems(edit(generatorEvaluation, ["frechet_distance"], wrong))).toEqual([
      `frechet_distance must be a finite number, not ${wrong}`,
    ]);
    expect(problems({ ...generatorEvaluation, my_own: { metric: wrong } })).toHaveLength(1);
  }
});

test("distances name the network they were measured by", () => {
  expect(problems(edit(generatorEvaluation, ["extractor"], undefined))).toEqual([
    "extractor must name the network that frechet_distance, class_score, kid, precision, recall, density, coverage were measured by",
  ]);
  const fid = edit(edit(generatorEvaluation, ["fid"], 30), ["not_measured", "fid"], undefined);
  expect(problems(fid)).toEqual(["inception must name the network that fid was measured by"]);
  expect(problems({ ...fid, inception: { name: "InceptionV3", sha256: hash("d") } })).toEqual([]);
});

test("the table of a classifier agrees with itself", () => {
  const at = (...path: (string | number)[]) => ["classification", ...path];
  expect(problems(edit(classifierEvaluation, at("confusion_matrix", 1), [0, 3, 0]))).toEqual([
    "classification.confusion_matrix[1] must have 2 columns, not 3",
  ]);
  expect(problems(edit(classifierEvaluation, at("per_class", 1, "support"), 4))).toEqual([
    "classification.per_class[1].support must be 3 as its row of confusion_matrix",
  ]);
  expect(problems(edit(classifierEvaluation, at("confusion_matrix"), [[0]]))).toContain(
    "classification.per_class must list 1 classes, not 2",
  );
  expect(problems(edit(classifierEvaluation, at("intervals", "accuracy", "low"), 0.99))).toEqual([
    "classification.intervals.accuracy must not begin above its end, 0.99 above 0.95",
  ]);
  expect(problems(edit(classifierEvaluation, at("top_k"), { "0": 0.5 }))).toHaveLength(1);
  expect(problems(edit(classifierEvaluation, at("top_k"), ["a"]))).toEqual([
    "classification.top_k must be an object, not an array",
  ]);
});

test("intervals of drawings and of text are held to their order too", () => {
  const kid = { kid: { level: 0.95, low: 0.2, high: 0.1 } };
  expect(problems({ ...generatorEvaluation, intervals: kid })).toEqual([
    "intervals.kid must not begin above its end, 0.2 above 0.1",
  ]);
  expect(problems(edit(languageEvaluation, ["language", "intervals"], kid))).toEqual([
    "language.intervals.kid must not begin above its end, 0.2 above 0.1",
  ]);
});

test.each([
  ["precision", 1.01],
  ["fid", -1],
  ["coverage", -0.1],
  ["inception_score", { mean: 3 }],
])("%s can't be %j", (key, value) => {
  expect(problems(edit(generatorEvaluation, [key], value)).length).toBeGreaterThan(0);
});

test("a report in the seed's shape, without schema and provenance, is told apart", () => {
  const seed = '{"fid": 42.3, "metadata": {"step": 0, "loss": 0.0, "timestamp": "unknown", "config": {}}}';
  expect(() => parseEvaluationReportText(seed)).toThrow(expect.objectContaining({ code: "wrong-document" }));
});
