import { encodePng } from "@tiny-cats/core/png";
import type { ClassifierEvaluation } from "@tiny-cats/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareEvaluations } from "../compare/compare-evaluations.ts";
import { exampleClassifier, exampleGenerator, exampleLanguage } from "../testing/example-reports.ts";
import { comparisonHtml } from "./comparison-html.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";
import { evaluationHtml } from "./evaluation-html.ts";
import { evaluationMarkdown } from "./evaluation-markdown.ts";
import { metricsOf } from "./metrics-of.ts";

const { report } = await exampleClassifier(4);

test("a classifier's report has its metrics, classes, matrix and provenance", () => {
  const text = evaluationMarkdown({ report });
  expect(text).toContain(
    "# Evaluation of a classifier: onnx/model.onnx\n\nMeasured: 300 pictures, on the split val of pets.\n",
  );
  expect(text).toMatch(/^\| accuracy \(higher is better\) \| 0\.75 \(0\.\d+ to 0\.\d+\) \|$/m);
  expect(text).toContain("In brackets: intervals of 95 %.");
  expect(text).toContain("| Bengal | 100 | 0.75 | 0.75 | 0.75 |");
  expect(text).toContain("| true \\\\ predicted | Bengal | Persian | Other |");
  expect(text).toMatch(/^\| Bengal \| 75 \| 25 \| {2}\|$/m);
  expect(text).toContain("```\ntiny-cats eval classifier --data pets\n```");
  expect(text).toContain(`| model | onnx/model.onnx, SHA-256 ${"a".repeat(64)} |`);
  expect(text).toContain("| machine | A processor (2 threads, 8 GB), Linux 6.1 |");
});

test("as HTML the matrix is a picture, and nothing is fetched or run", () => {
  const html = evaluationHtml({ report });
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|(?:src|href)="http/);
  const svg = /<svg[\s\S]*<\/svg>/.exec(html)![0];
  expect(svg.match(/<rect /g)).toHaveLength(9);
  expect(svg).toContain("rgba(26,127,55,0.750)");
  expect(svg).toContain("rgba(176,32,32,0.250)");
  expect(svg.match(/>25<\/text>/g)).toHaveLength(3);
});

test("a generator's report has its pictures, in the file or beside it, and says why something is missing", async () => {
  const data = await encodePng({ data: new Uint8ClampedArray(3 * 200 * 200), width: 200, height: 200 });
  const pictures = [{ file: "my sheet.png", caption: "seed 0", data }];
  const generator = exampleGenerator();
  const text = evaluationMarkdown({ report: generator, pictures });
  expect(text).toContain("Measured: 300 drawings, against 300 pictures of the split val of pets.");
  expect(text).toContain("![seed 0](<my%20sheet.png>)\n\nseed 0\n");
  expect(text).toContain("| FID (lower is better) | not measured: no Inception |");
  expect(text).toContain("| KID (lower is better) | 0.01 (0.008 to 0.012) |");
  expect(text).toContain("| Bengal | 2 | 0.5 |\n| Persian | 0 | none |");
  expect(text).toContain("- fewer than 2048 pictures");
  const html = evaluationHtml({ report: generator, pictures });
  const [, encoded] = /src="data:image\/png;base64,([^"]+)"/.exec(html)!;
  expect(new Uint8Array(Buffer.from(encoded, "base64"))).toEqual(new Uint8Array(data));
});

test("weights side by side have a column each, and headings of their own", () => {
  const text = evaluationMarkdown(
    { report: exampleGenerator(0.02), name: "raw" },
    { report: exampleGenerator(0.01), name: "ema" },
  );
  expect(text).toContain("| metric | raw | ema |");
  expect(text).toContain("| KID (lower is better) | 0.02 (0.018 to 0.022) | 0.01 (0.008 to 0.012) |");
  expect(text).toContain("## Drawings taken for their breed: ema");
});

test("a language model's report says how the text was read, and that a model was never trained", () => {
  const untrained = exampleLanguage();
  Object.assign(untrained.metadata, { untrained: "step 0", step: 0 });
  const text = evaluationMarkdown({ report: untrained });
  expect(text).toContain("| block size | 8 |");
  expect(text).toContain("| causality | held on 8 tokens: later ones change logits by at most 0 of the largest |");
  expect(text).toContain("| bits per byte (lower is better) | not measured: no tokenizer |");
  expect(text).toContain("| not trained | step 0 |");
});

test("what training saw is marked so; a set without splits is called all of it", () => {
  const seen = exampleGenerator();
  Object.assign(seen.measured.data!, { split: "all", seen_in_training: true });
  expect(evaluationMarkdown({ report: seen, name: "ema" })).toContain(
    "Measured of ema: 300 drawings, against 300 pictures of all of pets. Its training saw pictures that the drawings are compared with.",
  );
});

test("what was measured on training pictures is marked so, and broken pictures are listed", () => {
  const train: ClassifierEvaluation = {
    ...report,
    measured: { ...report.measured, data: { ...report.measured.data!, split: "train" } },
  };
  const broken = Array.from({ length: 101 }, (_, i) => ({
    file: `${i}.png`,
    label: "Bengal",
    code: "x",
    message: "y",
  }));
  const text = evaluationMarkdown({ report: Object.assign(train, { broken }) });
  expect(text).toContain("Training saw what it was measured on");
  expect(text).toContain("| 99.png | Bengal | x | y |");
  expect(text).not.toContain("100.png");
  expect(text).toContain("And 1 more.");
});

test("a metric within something that is null has the reason of that", () => {
  const without = { ...report, classification: null, not_measured: { classification: "no pictures" } };
  expect(metricsOf(without).map(({ key, reason }) => [key, reason])[0]).toEqual([
    "classification.accuracy",
    "no pictures",
  ]);
});

test("a comparison is a table of verdicts", async () => {
  const comparison = await compareEvaluations(report, (await exampleClassifier(20)).report);
  const text = comparisonMarkdown(comparison);
  expect(text).toMatch(
    /^\| accuracy \(higher is better\) \| 0\.75 \| 0\.95 \| 0\.2 \(0\.\d+ to 0\.\d+\) \| b is better \|$/m,
  );
  expect(comparisonHtml(comparison)).toContain("<td>b is better</td>");
});

test("no name of a stranger leaves its place", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("</td><script>alert(1)</script>", "a|b", "](javascript:x)", "\n# x", "-->", '" onload="x'),
  );
  fc.assert(
    fc.property(hostile, hostile, (label, command) => {
      const changed = structuredClone(report);
      changed.classification!.per_class![0].label = label;
      changed.measured.command = command;
      const plain = evaluationHtml({ report });
      const html = evaluationHtml({ report: changed });
      const tags = (text: string) => text.match(/<[a-z/!][^>]*>/g)?.map((tag) => tag.split(/[ >]/)[0]);
      expect(tags(html)).toEqual(tags(plain));
      const rows = (text: string) => text.split("\n").filter((line) => /^\| .* \|$/.test(line)).length;
      const oneLine = command.replace(/\r?\n|[|]/g, " ");
      changed.measured.command = oneLine;
      expect(rows(evaluationMarkdown({ report: changed }))).toBe(rows(evaluationMarkdown({ report })));
    }),
    { seed: 11, numRuns: 300 },
  );
});
