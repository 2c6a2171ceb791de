import { execFile, spawn } from "node:child_process";
import { copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildModelCard, fillSnippet, fingerprint, parseCard, SNIPPETS, TESTED } from "@tiny-cats/card";
import { cardOfFolder } from "@tiny-cats/card/node";
import { planUpload, upload } from "@tiny-cats/hub";
import { startHub } from "@tiny-cats/hub-emulator";
import { classifier, generator } from "@tiny-cats/models";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { hubEnvironment } from "./hub-environment.ts";
import { missingPeers } from "./peers.ts";

const python = process.env.TINY_CATS_PYTHON ?? "python3";
const script = join(import.meta.dirname, "card-python.py");
const readers = missingPeers(["huggingface_hub", "yaml"]);
const runners = missingPeers(["huggingface_hub", "onnxruntime", "numpy", "PIL", "transformers", "torch", "tokenizers"]);
const folders: Record<string, string> = {
  "classify-transformers": dirname(fileURLToPath(classifier.manifest)),
  "generate-onnxruntime": dirname(fileURLToPath(generator.manifest)),
};
const PRINTS: Record<string, RegExp> = {
  "classify-transformers": /\{'label': 'Egyptian Mau', 'score': 0\.\d/,
  "generate-onnxruntime": /^$/,
  "continue-transformers": /^The cat.+/,
};

/** What huggingface_hub reads in cards. */
function readCards(
  cards: readonly { name: string; text: string }[],
): Promise<{ name: string; data: object; yaml: object; results: unknown[][]; again: boolean }[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
    let printed = "";
    child.stdout.on("data", (block) => {
      printed += block;
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve(
            printed
              .trim()
              .split("\n")
              .map((line) => JSON.parse(line)),
          )
        : reject(new Error(`Python ended with ${code}`)),
    );
    child.stdin.end(cards.map((card) => `${JSON.stringify(card)}\n`).join(""));
  });
}

test("huggingface_hub and PyYAML read in a card's metadata what was written, odd texts included", async ({ skip }) => {
  if (readers) return skip(readers);
  const { input } = await cardOfFolder(folders["classify-transformers"], { repo: "me/cats" });
  const odd = [
    "no",
    "y",
    "On",
    "0755",
    "1_000",
    "12:30:45",
    "2026-11-21",
    "2026-11-21T10:00:00Z",
    "a: b",
    "# c",
    "- d",
    "'e",
    '"f',
    "猫 🐱",
    "=",
    "<<",
    "~",
    "1e3",
    "0x1f",
    "0o7",
    ".5",
    ".inf",
    "+1",
    "null",
    " lead",
    "two\nlines\n",
    "@x",
    "%x",
    "!x",
    "&x",
    "*x",
    "?",
    "|",
    "{a",
    "1.0",
    "190:20:30",
  ];
  const measured = {
    model: { file: "onnx/model.onnx", sha256: input.files.find(({ path }) => path === "onnx/model.onnx")!.sha256 },
    data: { name: "Oxford-IIIT Pet", split: "test", n: 1323, sha256: "7".repeat(64) },
    n: 1323,
    seed: null,
    hardware: { cpu: null, cores: null, memory_bytes: null, os: "linux" },
    versions: { node: "24" },
    command: "x",
    date: "2026-11-21T10:00:00Z",
    by: "a test",
  };
  const report = {
    schema: "tiny-cats/evaluation-report" as const,
    version: 1 as const,
    task: "image-classification" as const,
    measured,
    classification: {
      accuracy: 0.875,
      top_k: { "5": 1 },
      balanced_accuracy: null,
      per_class: null,
      confusion_matrix: null,
      cat_not_cat: null,
      expected_calibration_error: null,
      intervals: null,
    },
    not_measured: {},
    metadata: { step: null, loss: null, timestamp: null, config: null, num_samples_generated: null },
  };
  const built = buildModelCard({
    ...input,
    evaluations: [{ path: "evaluation/e.json", report }],
    notes: { frontMatter: { tags: odd, language: ["no", "en"] } },
  });
  const [read] = await readCards([{ name: "odd", text: built.text }]);
  const data = parseCard(built.text).frontMatter!.data;
  expect(data).toEqual(built.frontMatter);
  expect(read.yaml).toEqual(data);
  expect(read.again).toBe(true);
  expect(read.data).toMatchObject({
    tags: odd.map((tag) => tag),
    license: "cc-by-sa-4.0",
    library_name: "transformers",
  });
  const url = "https://huggingface.co/me/cats/blob/main/evaluation/e.json";
  expect(read.results).toEqual([
    ["image-classification", "Oxford-IIIT Pet", "oxford-iiit-pet", "test", "7".repeat(64), "accuracy", 0.875, url],
    ["image-classification", "Oxford-IIIT Pet", "oxford-iiit-pet", "test", "7".repeat(64), "top_k_accuracy", 1, url],
  ]);
});

const snippets = SNIPPETS.filter(({ language }) => language === "python");

test("every snippet in Python has its expectation here, and is as it was run", () => {
  expect(snippets.map(({ id }) => id).sort()).toEqual(Object.keys(PRINTS).sort());
  for (const { id, template } of snippets) expect(fingerprint(template)).toBe(TESTED[id]);
});

test.for(snippets)("$id runs as a card shows it", async ({ id, template }, { skip }) => {
  if (runners) return skip(runners);
  const cwd = temporaryFolder();
  const run = promisify(execFile);
  const model = join(cwd, "model");
  if (folders[id]) cpSync(folders[id], model, { recursive: true });
  else await run(python, [script, "make", model]);
  const hub = await startHub({ dir: temporaryFolder() });
  onTestFinished(() => hub.close());
  const options = { endpoint: hub.url, token: "hf_local" };
  await upload(await planUpload(model, "local/cats", options), { ...options, create: { existOk: true } });
  copyFileSync(join(import.meta.dirname, "..", "..", "fixtures", "chelsea.png"), join(cwd, "cat.jpg"));
  const { generation } = JSON.parse(readFileSync(fileURLToPath(generator.manifest), "utf8"));
  const values = {
    repo: "local/cats",
    path: "onnx/model.onnx",
    size: String(generation.image_size),
    steps: String(generation.sampler.steps * 2),
    id: "10",
    nullClass: String(generation.null_class),
    scale: String(generation.sampler.guidance.scale),
    from: String(generation.sampler.guidance.interval[0]),
    to: String(generation.sampler.guidance.interval[1]),
  };
  writeFileSync(join(cwd, "snippet.py"), fillSnippet(template, values)!);
  const env = hubEnvironment(cwd, hub.url);
  const { stdout } = await run(python, ["snippet.py"], { cwd, env });
  expect(stdout).toMatch(PRINTS[id]);
  if (id.startsWith("generate")) expect(readFileSync(join(cwd, "drawing.png")).subarray(1, 4).toString()).toBe("PNG");
});
