import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { convertCheckpoint } from "@tiny-cats/architectures/node";
import { parseCard } from "@tiny-cats/card";
import { download, planUpload, upload } from "@tiny-cats/hub";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import type { GateReport } from "./gates/report-of.ts";
import type { Stage } from "./progress.ts";
import type { PublishOptions } from "./publish-options.ts";
import { hashes } from "./testing/hashes.ts";
import { languageSource } from "./testing/language-source.ts";
import { parsed } from "./testing/model-folder.ts";
import { type Publication, publication, REPO } from "./testing/publication.ts";
import { strayNumbers } from "./testing/stray-numbers.ts";
import { notesOn, tokenSet } from "./testing/token-set.ts";
import { writesOf } from "./testing/writes-of.ts";

async function published(publish: Publication["publish"], changes: Partial<PublishOptions>) {
  const outcome = await publish(changes);
  if (outcome.status !== "published") throw new Error(outcome.status);
  return outcome;
}

describe("a checkpoint becomes a repository", () => {
  test.each([
    ["nanogpt.pt", "gpt2", []],
    ["nanecho-plain-export.pt", "nanecho", ["nanecho_extras.safetensors"]],
  ])("%s", async (name, architecture, more) => {
    const { hub, publish } = await publication();
    const source = languageSource(name);
    const { report, plan } = await published(publish, { ...source.options, tag: "v1-{perplexity}" });
    const { folder } = await download(REPO, { ...hub.options, revision: report.commit, dir: temporaryFolder() });
    expect(report.files.map(({ path }) => path)).toEqual(
      [
        ...["README.md", "SHA256SUMS", "benchmarks/benchmark_report.json", "benchmarks/inference_latency.json"],
        ...["benchmarks/memory_usage.json", "card-notes.md", "config.json", "datasets/README.md"],
        ...["datasets/card-notes.md", "datasets/metadata.json", "datasets/train.bin", "datasets/val.bin"],
        ...["evaluation/evaluation_report.json", "examples/continue_text_example.mjs"],
        ...["examples/continue_text_example.py", "generation_config.json", "merges.txt", "model.safetensors"],
        ...["onnx/model.onnx", "tiny-cats.json", "training_metadata.json", "vocab.json", ...more],
      ].sort(),
    );
    const there = hashes(folder);
    for (const { path, sha256 } of report.files) expect(there[path], path).toBe(sha256);

    const { language, measured } = parsed(folder, "evaluation/evaluation_report.json");
    expect(measured.model).toMatchObject({ sha256: there["onnx/model.onnx"] });
    expect(measured.data).toMatchObject({ split: "val", sha256: there["datasets/val.bin"] });
    const gates = Object.fromEntries(report.gates.results.map(({ name: gate, ...rest }) => [gate, rest]));
    expect(Object.keys(gates)).toEqual([
      ...["files", "licence", "nan-inf", "trained", "onnx-parity", "causality", "perplexity"],
    ]);
    expect(gates.perplexity).toMatchObject({ passed: true, value: language.perplexity, threshold: null });
    expect(gates["onnx-parity"]).toMatchObject({ passed: true, threshold: 1e-4 });
    expect(gates["onnx-parity"].value).toBeLessThan(1e-4);
    // The download's own, measured anew.
    expect(report.verification.language).toMatchObject({
      largest_gap: 0,
      parity: { tolerance: 1e-4 },
      perplexity: { tokens: 119 },
    });
    expect(report.verification.language!.parity!.largest_gap).toBeLessThan(1e-4);
    expect(report.verification.language!.perplexity!.value).toBeCloseTo(language.perplexity, 9);
    expect(plan.tag).toBe(`v1-${language.perplexity.toFixed(2)}`);

    expect(parsed(folder, "tiny-cats.json")).toMatchObject({ architecture, license: "MIT", task: "text-generation" });
    expect(parsed(folder, "config.json").model_type).toBe("gpt2");
    const card = readFileSync(join(folder, "README.md"), "utf8");
    for (const words of ["license: mit", "To see tokens.", language.perplexity.toPrecision(4), "datasets/README.md"])
      expect(card).toContain(words);
    const data = parseCard(readFileSync(join(folder, "datasets/README.md"), "utf8"));
    expect(data.frontMatter?.data).toMatchObject({
      license: "cc0-1.0",
      pretty_name: `Data of language-${architecture}`,
    });
    expect(data.text).toContain("To see squares.");
  });

  test("without data when its report is given; the perplexity is held to a threshold where one is set", async () => {
    const { hub, work, publish } = await publication();
    const { options, folder } = languageSource();
    const missing = await errorOf(() => publish({ ...options, data: undefined }));
    expect(missing.code).toBe("gates-failed");
    expect(missing.message).toMatch(/^- language perplexity: .*--data <token set>/m);
    const tooHigh = await errorOf(() => publish({ ...options, thresholds: { max_perplexity: 2 } }));
    const { results } = tooHigh.value as GateReport;
    expect(results.filter(({ passed }) => !passed)).toMatchObject([{ name: "perplexity", threshold: 2 }]);
    expect(tooHigh.message).toMatch(
      /^- language perplexity: [\d.]+ of 119 tokens .* is above 2; train the model longer/m,
    );
    expect(writesOf(hub)).toEqual([]);

    const report = join(folder, "report.json");
    writeFileSync(report, readFileSync(join(work, "tree/evaluation/evaluation_report.json")));
    const { report: made } = await published(publish, { ...options, data: undefined, reports: [report] });
    expect(made.verification.language).toMatchObject({ perplexity: null });
    expect(made.files.map(({ path }) => path).filter((path) => path.startsWith("datasets/"))).toEqual([]);
  });

  test("data that have no part that was held out leave the perplexity unknown", async () => {
    const { publish } = await publication();
    const train = { ...parsed(tokenSet(), "metadata.json"), total_tokens: 40, val_tokens: 0, val_split: 0 };
    const data = tokenSet(31, { "metadata.json": JSON.stringify(train), "val.bin": new Uint8Array() });
    const refused = await errorOf(() => publish({ ...languageSource().options, data }));
    expect(refused.code).toBe("gates-failed");
    expect(refused.message).toMatch(/^- language perplexity: /m);
    const { report } = await published(publish, { ...languageSource().options, data, allowMissing: ["perplexity"] });
    expect(report.verification.language).toMatchObject({ perplexity: null, parity: { tolerance: 1e-4 } });
    expect(report.missing).toMatchObject([
      { path: "evaluation/evaluation_report.json", allowed_because: expect.stringContaining('no tokens in "val"') },
    ]);
  });
});

describe("a NanEcho that sees the future", () => {
  test("is refused before it is measured; the GPT-2 in it, taken out as the remedy says, is published", async () => {
    const { hub, publish } = await publication();
    const { options, checkpoint, folder } = languageSource("nanecho-cache.pt");
    const stages: Stage[] = [];
    const error = await errorOf(() => publish({ ...options, onStage: (stage) => stages.push(stage) }));
    expect(error.code).toBe("gates-failed");
    expect(stages.at(-1)).toBe("check");
    const [, failure] = error.message.split("\n");
    expect(failure).toMatch(
      /^- language causality: it sees the future: later tokens change its logits from token \d+ on; /,
    );
    for (const step of ["tiny-cats convert <checkpoint> --to hf", "delete nanecho_extras.safetensors", "--language"])
      expect(failure).toContain(step);
    // What is measured and wrong is never allowed.
    const allowed = await errorOf(() => publish({ ...options, allowMissing: ["causality"] }));
    expect(allowed.code).toBe("gates-failed");
    expect(writesOf(hub)).toEqual([]);

    const core = join(temporaryFolder(), "core");
    await convertCheckpoint(checkpoint, core, { to: ["hf"], tokenizer: folder });
    rmSync(join(core, "nanecho_extras.safetensors"));
    writeFileSync(join(core, "card-notes.md"), notesOn("a core"));
    const { report } = await published(publish, { ...options, explicit: { language: core } });
    expect(report.models).toMatchObject([{ kind: "language", name: "language-gpt2" }]);
    expect(report.gates.results.find(({ name }) => name === "causality")).toMatchObject({ passed: true });
  });
});

test("every number of its card is one of its reports'; one that was planted at the Hub is refused", async () => {
  const { hub, publish, work } = await publication();
  const { options } = languageSource();
  await published(publish, options);
  const tree = join(work, "tree");
  const { perplexity } = parsed(tree, "evaluation/evaluation_report.json").language;
  expect(strayNumbers(tree)).toMatchObject({ stray: [], metrics: 2, sections: ["language", "inference"] });
  const card = readFileSync(join(tree, "README.md"), "utf8");
  const shown = perplexity.toPrecision(4);
  const planted = card.replace(`| ${shown} |`, "| 1.234 |");
  expect(strayNumbers(tree, planted).stray).toEqual(["language: 1.234"]);

  const people = folderOf({ "README.md": planted });
  await upload(await planUpload(people, REPO, hub.options), { ...hub.options, journal: false });
  const from = hub.server.requests.length;
  const error = await errorOf(() => publish(options));
  expect([error.code, error.remedy]).toEqual(["invalid-card", "see to what is named above; and publish again"]);
  expect(error.message).toContain('the section "Language modelling" holds numbers of reports and was changed by hand');
  expect(writesOf(hub, from)).toEqual([]);
});

describe("what only people know", () => {
  test("is asked for by section and file, of the model and of its data, and read again when it was written", async () => {
    const { hub, publish, work } = await publication();
    const { options, folder, data } = languageSource("nanogpt.pt");
    const [own, its] = [join(folder, "card-notes.md"), join(data, "card-notes.md")];
    for (const path of [own, its]) rmSync(path);
    const refused = async () => {
      const error = await errorOf(() => publish(options));
      expect(error.code).toBe("invalid-card");
      return error.remedy;
    };
    expect(await refused()).toBe(
      `write the sections "## Intended use", "## Limits", "## Bias" into ${own}; and publish again`,
    );
    writeFileSync(own, "## Intended use\n\nLetters.\n");
    expect(await refused()).toBe(`write the sections "## Limits", "## Bias" into ${own}; and publish again`);
    writeFileSync(own, notesOn("letters"));
    expect(await refused()).toBe(
      `write the sections "## Intended use", "## Limits", "## Bias" into ${its}; begin ${its} with a line "---", a line "license: <id>" and a line "---"; and publish again`,
    );
    // Nothing but the two stages that can't depend on words is done again.
    writeFileSync(its, notesOn("numbers", "license: cc-by-4.0"));
    expect(writesOf(hub)).toEqual([]);
    await published(publish, options);
    const written = () =>
      [own, its].map((_, i) => readFileSync(join(work, "tree", i ? "datasets" : "", "README.md"), "utf8"));
    expect(written()[0]).toContain("To see letters.");
    expect(written()[1]).toContain("license: cc-by-4.0");

    writeFileSync(own, notesOn("capitals"));
    writeFileSync(its, notesOn("digits", "license: cc-by-4.0"));
    const second = await published(publish, options);
    expect(second.plan.files.filter(({ change }) => change === "change").map(({ path }) => path)).toEqual(
      expect.arrayContaining(["README.md", "card-notes.md", "datasets/README.md", "datasets/card-notes.md"]),
    );
    expect(written()[0]).toContain("To see capitals.");
    expect(written()[1]).toContain("To see digits.");
  });
});

test("what a stage reads by its path is read again when it was changed, and only then", async () => {
  const { publish, work } = await publication();
  const { options, folder } = languageSource("nanogpt.pt");
  const kept = async (changes = {}) => {
    const stages: Stage[] = [];
    await publish({ ...options, ...changes, dryRun: true, onKept: (stage) => stages.push(stage) });
    return stages;
  };
  expect(await kept()).toEqual([]);
  expect(await kept()).toEqual(["prepare", "check", "measure", "gates"]);
  writeFileSync(join(folder, "vocab.json"), readFileSync(join(folder, "vocab.json"), "utf8").replace("t30", "T30"));
  expect(await kept()).not.toContain("prepare");
  expect(readFileSync(join(work, "tree/vocab.json"), "utf8")).toContain("T30");
  writeFileSync(join(folder, "notes.txt"), "no file that is read");
  expect(await kept()).toEqual(["prepare", "check", "measure", "gates"]);
  const val = join(options.data!, "val.bin");
  writeFileSync(val, new Uint8Array(Uint16Array.from({ length: 120 }, (_, i) => i % 31).buffer));
  // The gates before measuring are for models alone.
  expect(await kept()).toEqual(["check"]);
  expect(readFileSync(join(work, "tree/datasets/val.bin"))).toEqual(readFileSync(val));
});
