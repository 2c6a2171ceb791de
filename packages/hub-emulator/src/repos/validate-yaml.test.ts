import { expect, test } from "vitest";
import { openHub } from "../testing/open-hub.ts";

const GOOD = `
license: apache-2.0
language: [en, zh-Hant, code]
pipeline_tag: image-classification
tags: [cats]
base_model: a/b
model-index:
- name: m
  results:
  - task: { type: image-classification }
    dataset: { type: pets, name: Pets }
    metrics: [{ type: accuracy, value: 0.9 }]
    source: { url: "https://example.org" }
`;

test.each<[string, string, number, RegExp[], RegExp[]]>([
  ["a good card", GOOD, 200, [], []],
  ["no metadata", "", 200, [], [/empty or missing/]],
  ["no licence", "tags: [a]", 200, [], [/"license" is missing/]],
  ["an unknown licence", "license: my-own", 400, [/my-own/], []],
  ["other without a name", "license: other", 200, [], [/license_name/, /license_link/]],
  ["an unknown task", "license: mit\npipeline_tag: cat-petting", 200, [], [/cat-petting/]],
  ["a task that is a list", "license: mit\npipeline_tag: [a]", 400, [/pipeline_tag/], []],
  ["Norway", "license: mit\nlanguage: false", 400, [/language/], []],
  ["a language that is no code", "license: mit\nlanguage: English", 400, [/English/], []],
  ["tags that are a mapping", "license: mit\ntags: {a: b}", 400, [/tags/], []],
  ["a licence that is a number", "license: 2", 400, [/license/], []],
  ["broken YAML", "a: [", 400, [/invalid YAML/], []],
  ["a list", "- a", 400, [/mapping/], []],
  ["a model-index that is none", "license: mit\nmodel-index: 1", 400, [/must be an array/], []],
  ["a model-index without results", "license: mit\nmodel-index: [{name: m}]", 400, [/results/], []],
  [
    "a result without anything",
    "license: mit\nmodel-index: [{name: m, results: [{metrics: [{type: a}], source: {}}]}]",
    400,
    [/task\.type/, /dataset\.name/, /dataset\.type/, /value/, /source\.url/],
    [],
  ],
  [
    "a result without metrics",
    "license: mit\nmodel-index: [{name: m, results: [{task: {type: a}, dataset: {name: a, type: a}}]}]",
    400,
    [/metrics/],
    [],
  ],
])("%s", async (_name, yaml, status, errors, warnings) => {
  const { ask } = await openHub();
  const answer = await ask("POST", "/api/validate-yaml", {
    json: { content: `---\n${yaml}\n---\n# A\n`, repoType: "model" },
  });
  const body = await answer.json();
  expect(answer.status).toBe(status);
  const told = (list: { message: string }[]) => list.map(({ message }) => message);
  expect(told(body.errors)).toEqual(errors.map((pattern) => expect.stringMatching(pattern)));
  expect(told(body.warnings)).toEqual(warnings.map((pattern) => expect.stringMatching(pattern)));
});

test("content that is no text is refused", async () => {
  const { ask } = await openHub();
  expect((await ask("POST", "/api/validate-yaml", { json: { content: 1 } })).status).toBe(400);
  expect((await ask("POST", "/api/validate-yaml", { json: {} })).status).toBe(400);
});
