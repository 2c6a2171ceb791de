import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { parseCard } from "../parse/parse-card.ts";
import {
  benchmark,
  classifierEvaluation,
  classifierInput,
  generatorEvaluation,
  languageEvaluation,
  pairInput,
  samples,
  textInput,
  trainingReport,
} from "../testing/inputs.ts";
import { buildModelCard } from "./build-model-card.ts";
import type { BuiltCard } from "./built-card.ts";
import type { ModelCardInput } from "./model-card-input.ts";

const section = ({ sections }: BuiltCard, id: string) => sections.find((found) => found.id === id)?.markdown ?? "";
const build = (more: Partial<ModelCardInput>, input = classifierInput) => buildModelCard({ ...input, ...more });

test("a card without reports says so, and is read back as it was built", () => {
  const card = buildModelCard(classifierInput);
  const parsed = parseCard(card.text);
  expect(parsed.frontMatter?.data).toEqual(card.frontMatter);
  expect(parsed.sections.every(({ untouched }) => untouched)).toBe(true);
  expect(parsed.record?.sections).toEqual(card.sections.map(({ id }) => id));
  for (const id of ["classification", "inference"]) expect(section(card, id)).toContain("Not measured");
  expect(card.frontMatter).not.toHaveProperty("model-index");
  expect(card.frontMatter).toMatchObject({
    license: "cc-by-sa-4.0",
    library_name: "transformers",
    pipeline_tag: "image-classification",
    base_model: "google/mobilenet",
    datasets: ["someone/heads"],
  });
});

describe("numbers", () => {
  test("of a classifier: split, interval, classes, reasons and the report, linked", () => {
    const evaluations = ["val", "test"].map((split) => ({
      path: `evaluation/${split}.json`,
      report: classifierEvaluation("a", split),
    }));
    const card = build({
      evaluations,
      benchmarks: [{ path: "benchmarks/b.json", report: benchmark("b") }],
      repo: "me/cats",
    });
    const text = section(card, "classification");
    expect(text).toContain(
      "| test | 1,323 | `onnx/model.onnx` | 90.27 % (95 % interval 88.60 % to 91.90 %) | top 5: 99.00 % |",
    );
    expect(text).toContain("not measured: a class had no pictures");
    expect(text).toContain("| Bengal\\|x | 100.00 % | 100.00 % | 100.00 % | 1,321 |");
    expect(text).toContain("| Abyssinian | not defined | 50.00 % | not defined | 2 |");
    expect(text).toContain(
      "Source: [evaluation/test.json](evaluation/test.json): Oxford-IIIT Pet, split test of 1,323, n = 1,323, seed 7",
    );
    expect(section(card, "inference")).toContain(
      "| `model.safetensors` | cpu, A processor | 2 | 10.1 | 142 | 150 | 4 | not measured: the process was shared | [benchmarks/b.json]",
    );
    const [model] = card.frontMatter["model-index"] as [{ name: string; results: unknown[] }];
    expect(model.name).toBe("cats");
    expect(model.results).toHaveLength(2);
    expect(model.results[1]).toEqual({
      task: { type: "image-classification", name: "Image classification" },
      dataset: { type: "oxford-iiit-pet", name: "Oxford-IIIT Pet", split: "test", revision: "7".repeat(64) },
      metrics: [
        { type: "accuracy", value: 0.90271, name: "accuracy", verified: false },
        { type: "expected_calibration_error", value: 0.14052, name: "expected calibration error", verified: false },
        { type: "top_k_accuracy", value: 0.99, name: "top 5 accuracy", args: { k: 5 }, verified: false },
        { type: "cat_not_cat_accuracy", value: 0.994, name: "cat or not", verified: false },
      ],
      source: { name: "evaluation/test.json", url: "https://huggingface.co/me/cats/blob/main/evaluation/test.json" },
    });
    expect(card.frontMatter.metrics).toEqual([
      "accuracy",
      "expected_calibration_error",
      "top_k_accuracy",
      "cat_not_cat_accuracy",
    ]);
  });

  test("of a pair: each report goes to the model whose file it names", () => {
    const card = build(
      {
        evaluations: [{ path: "evaluation/g.json", report: generatorEvaluation("1") }],
        samples: [{ path: "samples/generation_metadata.json", report: samples("1") }],
      },
      pairInput,
    );
    const text = section(card, "generation");
    expect(text).toContain("### tinydit-64");
    expect(text).toContain("| kernel distance (KID) | 0.0123 ± 0.002 |");
    expect(text).toContain("| FID | not measured: Inception was not at hand |");
    expect(text).toContain(`Extractor: the starting classifier (sha256 \`${"8".repeat(64)}\`). Drawings: 1,200.`);
    expect(text).toContain("heun, 20 steps, times uniform, guidance 2 for t from 0.1 to 0.9");
    expect(text).not.toContain("was trained on the pictures");
    expect(section(card, "classification")).toContain("### cats\n\nNot measured");
    const drawings = section(card, "samples");
    expect(drawings).toContain("| ![Abyssinian](samples/Abyssinian_000.png) | Abyssinian | 7 | 0 |");
    expect(drawings).not.toContain("Abyssinian_001");
    expect(drawings).toContain("1 that the metadata lists is not here as drawn.");
    expect(section(card, "breeds")).toContain("| 2 | Other | no |");
    expect(card.frontMatter.license).toEqual(["cc-by-sa-4.0", "mit"]);
    expect(section(card, "licence")).toContain("See [NOTICE](NOTICE).");
  });

  test("of drawings: intervals, agreement, and the sheet whose bytes are the report's", () => {
    const report = {
      ...generatorEvaluation("1"),
      intervals: { kid: { level: 0.95, low: 0.0111, high: 0.0134 } },
      agreement: {
        value: 0.2275,
        interval: { level: 0.95, low: 0.21, high: 0.245 },
        among_drawable: 0.3383,
        among_drawable_interval: 3,
        seen_as_cat: 2,
      },
      remarks: ["fewer than <2048>", 7, " "],
      samples: { sha256: "5".repeat(64), seed: 3, per_breed: 4 },
    };
    const evaluations = [{ path: "../r/g.json", report }];
    const sheet = { path: "../r/sheet 1.png", bytes: 9, sha256: "5".repeat(64) };
    const files = pairInput.files.filter(({ sha256 }) => sha256 !== sheet.sha256);
    const card = build({ evaluations, files, linked: [sheet] }, pairInput);
    const text = section(card, "generation");
    expect(text).toContain("| kernel distance (KID) | 0.0123 ± 0.002 (95 % interval 0.0111 to 0.0134) |");
    expect(text).toContain("| the class asked for is seen | 22.75 % (95 % interval 21.00 % to 24.50 %) |");
    expect(text).toContain("| the same, among the classes that are drawn | 33.83 % |");
    expect(text).toMatch(/\n\n- fewer than \\<2048\\>\n\nSource/);
    expect(text).not.toContain("seen as a cat");
    expect(section(card, "samples")).toContain("![sheet of drawings](../r/sheet%201.png)");
    expect(section(card, "samples")).toContain("the first 4 drawings of each class, seed 3. Source: [../r/g.json]");
    expect(section(card, "files")).not.toContain("sheet");
    const other = { ...sheet, sha256: "6".repeat(64) };
    expect(section(build({ evaluations, files, linked: [other] }, pairInput), "samples")).toContain("None in this");
  });

  test("of a language model, with no feature that its tensors do not show", () => {
    const evaluations = [{ path: "evaluation/e.json", report: languageEvaluation("a") }];
    const card = build({ evaluations }, textInput);
    expect(section(card, "language")).toContain(
      "| val | 1,323 | `model.safetensors` | 3.5 | 33.12 | not measured: bytes were not counted |",
    );
    const text = section(card, "architecture");
    expect(text).toContain("| context length | 1,024 tokens |");
    expect(text).toContain("| tokenizer | GPT2Tokenizer, 50,257 entries |");
    expect(text).toContain(
      "| persona dimensions | absent: `echo_self_persona_dimensions` is set, and no tensor here is of it |",
    );
    expect(text).toContain("| recursive reasoning | absent");
    expect(text).not.toContain("adaptive attention");
    expect(card.sections.map(({ id }) => id)).not.toContain("breeds");
    const [part] = textInput.parts;
    const shown = build(
      {
        parts: [
          {
            ...part,
            tensorNames: ["blocks.0.persona_dims.a.gate.0.weight", "blocks.0.hypergraph.pattern_templates"],
            trainingMetadata: { tags: ["x"], val_loss: 0.001, checkpoint_id: "c1", data_config: { name: "echo" } },
          },
        ],
      },
      textInput,
    );
    expect(section(shown, "architecture")).toContain("| persona dimensions | 1 tensor |");
    expect(section(shown, "architecture")).toContain("| hypergraph patterns | 1 tensor |");
    expect(section(shown, "training")).toContain("| `data_config.name` | echo |");
    expect(section(shown, "training")).not.toContain("0.001");
    expect(build({ parts: [{ folder: "", manifest: part.manifest }] }, textInput).text).toContain(
      "| tokenizer | none in this repository |",
    );
  });

  test("of training: settings, steps and loss by its name", () => {
    const text = section(build({ trainings: [{ path: "reports/t.json", report: trainingReport("b") }] }), "training");
    expect(text).toContain("Began with google/mobilenet, revision abc (Apache-2.0).");
    expect(text).toContain("| last training loss | 0.31 |");
    expect(text).toContain("| best on held-out data | not measured: nothing was held out |");
    expect(text).toContain("| `ema.decay` | 0.999 |");
    expect(text).toContain("| `note` | a\\|b |");
    expect(text).toContain("Source: [reports/t.json](reports/t.json).");
  });
});

describe("what does not enter", () => {
  const accuracy = "90.27";
  test("a report of the checkpoint that a model was made of", () => {
    const [part] = classifierInput.parts;
    const origin = `made of best.pt, sha256 ${"9".repeat(64)}`;
    const manifest = { ...part.manifest, provenance: { origin, untrained: false } };
    const evaluations = [{ path: "evaluation/e.json", report: classifierEvaluation("9") }];
    const card = build({ evaluations, parts: [{ ...part, manifest }] });
    expect(card.omitted).toMatchObject([{ code: "report-of-checkpoint", path: "evaluation/e.json" }]);
    expect(card.text).not.toContain(accuracy);
  });

  test("a report of another model", () => {
    const card = build({ evaluations: [{ path: "evaluation/e.json", report: classifierEvaluation("9") }] });
    expect(card.omitted).toMatchObject([{ code: "report-of-another-model", path: "evaluation/e.json" }]);
    expect(card.text).not.toContain(accuracy);
  });

  test("a report of a file that is no graph and no weights, or of one that is not what the manifest says", () => {
    for (const digit of ["c", "e"]) {
      expect(build({ evaluations: [{ path: "e.json", report: classifierEvaluation(digit) }] }).text).not.toContain(
        accuracy,
      );
    }
    const files = classifierInput.files.map((file) =>
      file.path === "onnx/model.onnx" ? { ...file, sha256: "4".repeat(64) } : file,
    );
    for (const digit of ["a", "4"]) {
      const card = build({ files, evaluations: [{ path: "e.json", report: classifierEvaluation(digit) }] });
      expect(card.omitted).toHaveLength(1);
      expect(card.text).not.toContain(accuracy);
    }
  });

  test.each(["train", "TrainVal", "training", "trainval", "all"])("accuracy on split %s", (split) => {
    const card = build({ evaluations: [{ path: "e.json", report: classifierEvaluation("a", split) }] });
    expect(card.omitted).toMatchObject([{ code: "report-on-training-data" }]);
    expect(card.text).not.toContain(accuracy);
  });

  test("accuracy on a split under another name whose list a run was trained on, and on no data", () => {
    const evaluations = [{ path: "e.json", report: classifierEvaluation("a", "part-2") }];
    expect(build({ evaluations }).text).toContain(accuracy);
    const trainings = [{ path: "t.json", report: trainingReport("a", "part-1") }];
    expect(build({ evaluations, trainings }).omitted).toMatchObject([{ code: "report-on-training-data" }]);
    const report = classifierEvaluation("a");
    const without = { ...report, measured: { ...report.measured, data: null } };
    expect(build({ evaluations: [{ path: "e.json", report: without }] }).omitted[0].message).toContain("names no data");
  });

  test("drawings held against pictures that were trained on do, and it is said", () => {
    const card = build({ evaluations: [{ path: "g.json", report: generatorEvaluation("1", "trainval") }] }, pairInput);
    expect(section(card, "generation")).toContain("The model was trained on the pictures it is compared with");
  });
});

describe("people's words", () => {
  test("notes fill their sections and win over generated keys", () => {
    const notes = {
      frontMatter: { language: "en", tags: ["mine"] },
      sections: { limits: "Dogs alone.", overview: "Cats.", training: "With care.", citation: "@misc{a}" },
    } as const;
    const card = build({
      notes: { ...notes, frontMatter: { ...notes.frontMatter, tags: ["mine"] } },
      title: "My *cats*",
    });
    expect(section(card, "limits")).toBe("## Limits\n\nDogs alone.");
    expect(section(card, "overview")).toMatch(/^## Overview\n\nCats\.\n/);
    expect(section(card, "training")).toMatch(/^## Training\n\ntrained for this project\.\n[\s\S]*\n\nWith care\.$/);
    expect(section(card, "bias")).toContain("Not stated yet.");
    expect(card.frontMatter).toMatchObject({ language: "en", tags: ["mine"], license: "cc-by-sa-4.0" });
    expect(card.text).toContain("# My \\*cats\\*\n");
  });

  test("a note that would swallow what follows is refused", async () => {
    for (const limits of ["```js\nopen", "<!-- tiny-cats:end limits -->"]) {
      expect((await errorOf(() => build({ notes: { sections: { limits } } }))).code).toBe("unfit-card-notes");
    }
  });

  test("nothing out of a manifest becomes markup", () => {
    const [part] = classifierInput.parts;
    const name = "<b>x</b> [a](javascript:alert(1)) `c` | d\n# e\u202e\u001b[31m";
    const manifest = { ...part.manifest, name, labels: ["# a", "<img src=x>", "- b"] } as typeof part.manifest;
    const { text } = build({ parts: [{ ...part, manifest, config: { "a`b": "<script>", c: "x".repeat(900) } }] });
    const body = parseCard(text).body;
    expect(body).not.toMatch(/(?<!\\)<(?!!--)/);
    for (const sign of ["\u001b", "\u202e"]) expect(body).not.toContain(sign);
    expect(body).not.toMatch(/(?<!\\)\]\(javascript/);
    expect(parseCard(text).headings.filter(({ level }) => level === 1)).toHaveLength(1);
    expect(body).not.toContain("x".repeat(301));
  });

  test("a report outside of the folder is linked, and refused for a repository", async () => {
    const evaluations = [{ path: "../reports/e.json", report: classifierEvaluation("a") }];
    const card = build({ evaluations });
    expect(section(card, "classification")).toContain("Source: [../reports/e.json](../reports/e.json)");
    expect(card.frontMatter["model-index"]).toMatchObject([{ results: [{ source: { url: "../reports/e.json" } }] }]);
    expect((await errorOf(() => build({ evaluations, repo: "me/cats" }))).code).toBe("reports-out-of-reach");
  });

  test("no model, or a repository that is none", async () => {
    expect((await errorOf(() => build({ parts: [] }))).code).toBe("no-model-for-card");
    expect((await errorOf(() => build({ repo: "cats" }))).code).toBe("invalid-repo");
  });
});
