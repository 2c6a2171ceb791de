import { describe, expect, test } from "vitest";
import { buildDatasetCard } from "../build/build-dataset-card.ts";
import { buildModelCard } from "../build/build-model-card.ts";
import { parseCard } from "../parse/parse-card.ts";
import { classifierEvaluation, classifierInput, pairInput } from "../testing/inputs.ts";
import { type ValidateOptions, validateCard } from "./validate-card.ts";

const written = { sections: { "intended-use": "Cats.", limits: "Dogs.", bias: "Few breeds." } } as const;
const evaluations = [{ path: "evaluation/e.json", report: classifierEvaluation("a") }];
const files = [...classifierInput.files, { path: "evaluation/e.json", bytes: 10, sha256: "0".repeat(64) }];
const built = buildModelCard({ ...classifierInput, files, evaluations, notes: written, repo: "me/cats" });

function found(text: string, options: ValidateOptions = {}): string[] {
  const { errors, warnings, valid } = validateCard(parseCard(text), options);
  expect(valid).toBe(errors.length === 0);
  for (const { message, remedy } of [...errors, ...warnings]) expect(message.length * remedy.length).toBeGreaterThan(0);
  return [
    ...errors.map(({ code, path }) => `${code} ${path ?? ""}`.trim()),
    ...warnings.map(({ code, path }) => `(${code} ${path})`),
  ];
}

const yaml = (lines: string) => found(`---\n${lines}\n---\n`);

test("a card that was built and written is valid against its files", () => {
  expect(found(built.text, { files, built })).toEqual([]);
  const pair = buildModelCard({ ...pairInput, notes: written });
  expect(found(pair.text, { files: pairInput.files, built: pair })).toEqual([]);
});

describe("fields", () => {
  test.each<[string, string[]]>([
    ["license: mit\nlanguage: [en, zh-Hant, code]\nlicense_name: a\nwidget: [{src: a}]\ninference: false", []],
    ["tags: [a]", ["missing-licence license"]],
    ["license: my-own", ["unknown-licence license"]],
    ["license: MIT", ["unknown-licence license"]],
    ["license: 2", ["invalid-card-field license"]],
    ["license: other", ["invalid-card-field license_name", "invalid-card-field license_link"]],
    ["license: mit\ntags: {a: b}", ["invalid-card-field tags"]],
    ["license: mit\ntags: [a, 1]", ["invalid-card-field tags"]],
    ["license: mit\nlanguage: English", ["invalid-card-field language"]],
    ["license: mit\nlanguage: true", ["invalid-card-field language"]],
    ["license: mit\nlibrary_name: [a]", ["invalid-card-field library_name"]],
    ["license: mit\ninference: 3", ["invalid-card-field inference"]],
    ["license: mit\ndatasets: [Oxford IIIT Pet]", ["invalid-card-field datasets"]],
    ["license: mit\nwidget: text", ["invalid-card-field widget"]],
    ["license: mit\nwidget: [text]", ["invalid-card-field widget"]],
    ["license: mit\nmetrics: [accuracy, cuteness]", ["unknown-metric metrics"]],
    ["license: mit\npipeline_tag: cat-petting", ["unknown-pipeline-tag pipeline_tag"]],
    ["license: mit\npipeline_tag: [a]", ["invalid-card-field pipeline_tag"]],
    ["license: mit\nmodel-index: 1", ["invalid-model-index model-index"]],
    ["license: mit\nmodel-index: [{name: a}]", ["invalid-model-index model-index[0].results"]],
    [
      "license: mit\nmodel-index: [{name: m, results: [{task: {type: a, name: 1}, dataset: {name: a, type: b, split: 1}, metrics: [{type: cuteness, value: .nan, verified: x, args: 1}], source: {name: a}}]}]",
      [
        "invalid-model-index model-index[0].results[0].task.name",
        "invalid-model-index model-index[0].results[0].dataset.split",
        "unknown-metric model-index[0].results[0].metrics[0].type",
        "invalid-model-index model-index[0].results[0].metrics[0].value",
        "invalid-model-index model-index[0].results[0].metrics[0].verified",
        "invalid-model-index model-index[0].results[0].metrics[0].args",
        "invalid-model-index model-index[0].results[0].source.url",
      ],
    ],
    [
      "license: mit\nmodel-index: [{results: [{}]}]",
      ["name", "results[0].task.type", "results[0].dataset.name", "results[0].dataset.type", "results[0].metrics"].map(
        (path) => `invalid-model-index model-index[0].${path}`,
      ),
    ],
  ])("%s", (lines, findings) => {
    expect(yaml(lines)).toEqual(findings);
  });

  test("a number without quotes is told from a wrong text", () => {
    const { errors } = validateCard(parseCard("---\nlicense: mit\ntags: [2024]\n---\n"));
    expect(errors[0].remedy).toContain("quotes");
  });

  test("no front matter", () => {
    expect(found("# A\n")).toEqual(["missing-front-matter"]);
  });
});

describe("sections", () => {
  test("what nobody has written", () => {
    const bare = buildModelCard(classifierInput);
    expect(found(bare.text)).toEqual([
      "unfilled-section Intended use",
      "unfilled-section Limits",
      "unfilled-section Bias",
    ]);
  });

  test("numbers that were changed by hand, words that were", () => {
    expect(found(built.text.replace("90.27 %", "97.27 %"))).toEqual(["edited-measurements classification"]);
    expect(found(built.text.replace("Dogs.", "Dogs and birds."), { built })).toEqual([]);
  });

  test("one that was removed, and one that people wrote in its place", () => {
    const from = built.text.indexOf("<!-- tiny-cats:begin citation");
    const end = built.text.indexOf("<!-- tiny-cats:record");
    const without = built.text.slice(0, from) + built.text.slice(end);
    expect(found(without)).toEqual(["(missing-card-section citation)"]);
    expect(found(`${built.text.slice(0, from)}## Citation\n\nMine\n\n${built.text.slice(end)}`)).toEqual([]);
  });
});

describe("snippets", () => {
  const card = (language: string, code: string) => `---\nlicense: mit\n---\n\`\`\`${language}\n${code}\n\`\`\`\n`;
  const classify = `from transformers import pipeline\n\nclassify = pipeline("image-classification", model="me/cats")\nprint(classify("cat.jpg"))`;

  test.each<[string, string, boolean]>([
    ["python", classify, true],
    ["py", classify.replace("me/cats", "you/dogs"), true],
    ["python", classify.replace("me/cats", 'x" + evil() + "'), false],
    ["python", `${classify}\nprint(1)`, false],
    ["js", classify, false],
    ["js", "console.log(1)", false],
    ["typescript", "let a = 1", false],
    ["sh", "npm install x", true],
    ["", "anything", true],
  ])("%s %j: tested %s", (language, code, tested) => {
    expect(found(card(language, code))).toEqual(tested ? [] : ["untested-snippet line 4"]);
  });

  test("code that the caller has tested", () => {
    expect(found(card("js", "console.log(1)"), { tested: [{ code: "console.log(1)" }] })).toEqual([]);
  });

  test("a placeholder has one value throughout", () => {
    const code = built.text.slice(built.text.indexOf("```js\n") + 6, built.text.indexOf("\n```\n"));
    expect(code).toContain('download("me/cats", { dir: "cats" })');
    expect(found(card("js", code))).toEqual([]);
  });
});

test("code without an end", () => {
  expect(found("---\nlicense: mit\n---\n\n```\nx\n")).toEqual(["unclosed-card-code line 5"]);
});

describe("files", () => {
  test("a link without its file, and a hash or size that is another", () => {
    const [model, ...rest] = files;
    expect(found(built.text, { files: rest })).toEqual(["missing-card-file onnx/model.onnx"]);
    expect(found(built.text, { files: [{ ...model, bytes: 999 }, ...rest] })).toEqual([
      "wrong-card-hash onnx/model.onnx",
    ]);
    expect(found(built.text, { files: [{ ...model, sha256: "1".repeat(64) }, ...rest] })).toEqual([
      "wrong-card-hash onnx/model.onnx",
    ]);
  });

  test("addresses, places in the card, folders and code are no files", () => {
    const body =
      "[a](https://x.y/z) [b](#limits) [c](onnx) [d](./config.json?x#y) [e](mailto:a@b) [g](100%)\n\n```\n[f](nothing.txt)\n```\n\\](not-a-link)";
    expect(found(`---\nlicense: mit\n---\n${body}`, { files })).toEqual(["missing-card-file 100%"]);
  });
});

describe("reports", () => {
  test("a metric that no report has, by value, split or type", () => {
    const at = "unproven-metric model-index[0].results[0].metrics[0]";
    expect(found(built.text.replace("value: 0.90271", "value: 0.97"), { built })).toEqual([at]);
    expect(found(built.text.replace("split: test", "split: other"), { built })).toHaveLength(4);
  });

  test("a card that is behind its files, and reports of something else", () => {
    const later = buildModelCard({ ...classifierInput, files, notes: written, repo: "me/cats" });
    expect(found(later.text, { built })).toEqual(["stale-card-section classification"]);
    const foreign = buildModelCard({
      ...classifierInput,
      files,
      notes: written,
      evaluations: [{ path: "evaluation/e.json", report: classifierEvaluation("9") }],
    });
    expect(found(foreign.text, { built: foreign })).toEqual(["report-of-another-model evaluation/e.json"]);
    const learnt = buildModelCard({
      ...classifierInput,
      files,
      notes: written,
      evaluations: [{ path: "evaluation/e.json", report: classifierEvaluation("a", "train") }],
    });
    expect(found(learnt.text, { built: learnt })).toEqual(["(report-on-training-data evaluation/e.json)"]);
  });
});

test("a dataset card", () => {
  const card = buildDatasetCard({
    title: "Heads",
    license: "CC-BY-SA-4.0",
    splits: [{ name: "train", items: 3 }],
    files: [],
    notes: written,
  });
  expect(found(card.text, { kind: "dataset", built: card, files: [] })).toEqual([]);
  expect(found(card.text.replace("| train | 3 |", "| train | 4 |"), { kind: "dataset" })).toEqual([
    "edited-measurements splits",
  ]);
});
