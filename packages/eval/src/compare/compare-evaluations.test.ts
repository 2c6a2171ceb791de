import type { EvaluationReport } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { exampleClassifier, exampleGenerator, exampleLanguage } from "../testing/example-reports.ts";
import { compareEvaluations, type EvaluationComparison } from "./compare-evaluations.ts";

const verdictOf = ({ metrics }: EvaluationComparison, key: string) => metrics.find((metric) => metric.key === key);
/** A report with other facts of its measurement. */
const remeasured = <R extends EvaluationReport>(report: R, change: object): R => ({
  ...report,
  measured: { ...report.measured, ...change },
});
const data = (report: EvaluationReport, change: object) =>
  remeasured(report, { data: { ...report.measured.data, ...change } });

test("a report against itself is within noise in everything that has an interval", async () => {
  const { report } = await exampleClassifier(4);
  const { metrics, remarks } = await compareEvaluations(report, report);
  const judged = metrics.filter(({ interval }) => interval);
  expect(judged.map(({ key }) => key)).toEqual([
    "classification.accuracy",
    "classification.top_k.3",
    "classification.balanced_accuracy",
    "classification.macro.f1",
    "classification.expected_calibration_error",
  ]);
  expect(judged.every(({ verdict, difference }) => verdict === "within-noise" && difference === 0)).toBe(true);
  expect(remarks).toEqual(["both reports are of the same file"]);
});

test("0.75 against 0.95 of 300 is better beyond noise, and worse the other way; 0.75 against 0.8 is not", async () => {
  const [low, near, high] = await Promise.all([4, 5, 20].map(async (every) => (await exampleClassifier(every)).report));
  expect(verdictOf(await compareEvaluations(low, high), "classification.accuracy")).toMatchObject({
    a: 0.75,
    b: 0.95,
    verdict: "better",
    method: "two intervals",
  });
  expect(verdictOf(await compareEvaluations(high, low), "classification.accuracy")?.verdict).toBe("worse");
  expect(verdictOf(await compareEvaluations(low, near), "classification.accuracy")?.verdict).toBe("within-noise");
});

test("picture by picture the same difference is beyond noise, where one is wrong on a part of what the other is", async () => {
  // Wrong on multiples of 8 of which all are multiples of 4: 37 pictures that b alone gets right.
  const [a, b] = [await exampleClassifier(4), await exampleClassifier(5, 1)];
  const inside = await exampleClassifier(8);
  const plain = await compareEvaluations(a.report, inside.report);
  const paired = await compareEvaluations(a.report, inside.report, {
    outcomes: { a: a.outcomes, b: inside.outcomes },
  });
  const widths = [plain, paired].map((comparison) => {
    const { low, high } = verdictOf(comparison, "classification.accuracy")!.interval!;
    return high - low;
  });
  expect(widths[1]).toBeLessThan(0.7 * widths[0]);
  expect(verdictOf(paired, "classification.accuracy")).toMatchObject({ verdict: "better", method: "paired bootstrap" });
  expect(paired.remarks).toContain("0 items were told rightly by a alone, 37 by b alone");
  const mixed = await compareEvaluations(a.report, b.report, { outcomes: { a: a.outcomes, b: b.outcomes } });
  expect(verdictOf(mixed, "classification.accuracy")?.verdict).toBe("within-noise");
});

test("predictions of other pictures, or of another report, are refused", async () => {
  const [a, b] = [await exampleClassifier(4), await exampleClassifier(5)];
  const compare = (outcomes: { a: Map<string, boolean>; b: Map<string, boolean> }) =>
    errorOf(() => compareEvaluations(a.report, b.report, { outcomes }));
  const fewer = new Map([...b.outcomes].slice(1));
  expect((await compare({ a: a.outcomes, b: fewer })).message).toContain("0.png is in one alone");
  expect((await compare({ a: b.outcomes, b: a.outcomes })).message).toContain("come to an accuracy of 0.8");
  expect((await compare({ a: new Map(), b: new Map() })).code).toBe("predictions-mismatch");
});

test("drawings: less is better of distances, a share without interval has no verdict, a null has its reason", async () => {
  const comparison = await compareEvaluations(exampleGenerator(0.02), exampleGenerator(0.01));
  expect(verdictOf(comparison, "kid.mean")).toMatchObject({ better: "lower", verdict: "better" });
  expect(verdictOf(comparison, "agreement.value")?.verdict).toBe("within-noise");
  expect(verdictOf(comparison, "noise.share")).toMatchObject({
    verdict: "unknown",
    difference: 0,
    reason: "a report gives no interval for it",
  });
  expect(verdictOf(comparison, "inception_score.mean")).toMatchObject({
    a: null,
    verdict: "unknown",
    reason: "not measured: no Inception",
  });
});

test("of other numbers of drawings only what does not depend on it is compared", async () => {
  const comparison = await compareEvaluations(exampleGenerator(), remeasured(exampleGenerator(), { n: 299 }));
  expect(verdictOf(comparison, "frechet_distance")).toMatchObject({ difference: null, verdict: "unknown" });
  expect(verdictOf(comparison, "kid.mean")?.verdict).toBe("within-noise");
});

test("text: perplexity without an interval has no verdict; other levels can't be joined; remarks say what else differs", async () => {
  const [a, b] = [exampleLanguage(3), exampleLanguage(2.5)];
  expect(verdictOf(await compareEvaluations(a, b), "language.cross_entropy")?.verdict).toBe("better");
  expect(verdictOf(await compareEvaluations(a, b), "language.perplexity")?.verdict).toBe("unknown");
  const other = structuredClone(b);
  other.language!.intervals!.cross_entropy.level = 0.9;
  Object.assign(other.language!, { stride: 4 });
  const changed = remeasured(other, { versions: { node: "20.19.0" } });
  const comparison = await compareEvaluations(a, changed);
  expect(verdictOf(comparison, "language.cross_entropy")?.reason).toBe("the intervals' levels differ");
  expect(comparison.remarks.slice(1)).toEqual([
    "the models were given different numbers of tokens before each",
    "other versions of programs had a part in it",
  ]);
});

test("what was measured on training data is remarked on", async () => {
  const train = data((await exampleClassifier(4)).report, { split: "train" });
  expect((await compareEvaluations(train, train)).remarks).toContain("the training of b saw what it was measured on");
});

const { report } = await exampleClassifier(4);

describe("refused", () => {
  test.each<[string, EvaluationReport, EvaluationReport]>([
    ["task", report, exampleLanguage()],
    ["split", report, data(report, { split: "test" })],
    ["set's hash", report, data(report, { sha256: "d".repeat(64) })],
    ["set's name", data(report, { sha256: undefined }), data(report, { name: "other" })],
    ["set's n", data(report, { sha256: undefined }), data(report, { n: 299 })],
    ["data set", report, remeasured(report, { data: null })],
    ["extractor", exampleGenerator(), { ...exampleGenerator(), extractor: { name: "x", sha256: "e".repeat(64) } }],
    ["number of tokens predicted", exampleLanguage(), remeasured(exampleLanguage(), { n: 2 })],
    ["labels", report, Object.assign({}, report, { labels: ["a", "b", "c"] })],
  ])("for another %s", async (what, a, b) => {
    const { code, message } = await errorOf(() => compareEvaluations(a, b));
    expect(code).toBe("evaluations-incomparable");
    expect(message).toContain(`differ in their ${what}: `);
  });

  test("but reports without data are compared", async () => {
    const bare = remeasured(exampleLanguage(), { data: null });
    expect((await compareEvaluations(bare, bare)).data).toBeNull();
  });
});
