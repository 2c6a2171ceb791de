import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  architectures,
  canonicalTensors,
  convertTensors,
  detect,
  type Gpt2Config,
  gpt2,
  type HfFolder,
  loadTensors,
  type NanEchoConfig,
  splitNanEcho,
  trainingMetadata,
  writeHfFolder,
} from "@tiny-cats/architectures";
import { openCheckpoint, writePyTorch, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { interpret } from "@tiny-cats/onnx";
import { expect, test } from "vitest";
import { float32, readVectors } from "../../golden/read-vectors.ts";
import { vectorPath } from "../../golden/vector-path.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { missingPeers } from "./peers.ts";

interface Case {
  config: Record<string, unknown>;
  input_ids: number[][];
  float32: string;
}

const golden = readVectors<{
  gpt2: Record<string, Case & { file: string }>;
  nanecho: Record<string, Case & { files: Record<string, string> }>;
}>("architectures-language");
const path = (file: string) => vectorPath(`architectures/${file}`);

const reason = missingPeers(["torch", "transformers", "safetensors"]);

function python(command: string, where: string) {
  const script = fileURLToPath(new URL("./architectures-language-python.py", import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.env.TINY_CATS_PYTHON ?? "python3",
    ["-W", "ignore", script, command, where],
    { encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(stderr.slice(-3000));
  return JSON.parse(stdout);
}

async function write(to: string, { files }: HfFolder, ids: number[][]) {
  mkdirSync(to);
  writeFileSync(join(to, "ids.json"), JSON.stringify(ids));
  for (const [file, contents] of files) {
    if (typeof contents === "object" && "tensors" in contents) {
      await writeSafetensors(join(to, file), contents.tensors, { metadata: contents.metadata });
    } else writeFileSync(join(to, file), contents);
  }
}

/** What PyTorch must answer: the golden logits of the whole, or our interpreter's of a NanEcho's core. */
const expected = new Map<string, Float64Array>();

test("transformers loads what is converted with no missing or unexpected key, and gives equal logits", async ({
  skip,
}) => {
  if (reason) return skip(reason);
  const folder = temporaryFolder();
  const tokenizer = new Map([["tokenizer.json", letters(31)]]);
  for (const name of ["nanogpt", "nanogpt-nobias", "nanogpt-buffers", "gpt2-hf", "gpt2-hf-untied"]) {
    const { file, config, input_ids, float32: logits } = golden.gpt2[name];
    await using checkpoint = await openCheckpoint(path(file));
    const found = detect(checkpoint, name.startsWith("gpt2") ? { config } : {});
    const training = await trainingMetadata(checkpoint.value);
    const options = name === "nanogpt" ? { tokenizer } : {};
    const tensors = await canonicalTensors(found);
    await write(join(folder, name), writeHfFolder(found.config as Gpt2Config, tensors, training, options), input_ids);
    expected.set(name, Float64Array.from(float32(logits)));
  }
  for (const name of ["nanecho", "nanecho-four"]) {
    const { files, input_ids } = golden.nanecho[name];
    await using checkpoint = await openCheckpoint(path(files.cache));
    const found = detect(checkpoint);
    const config = found.config as NanEchoConfig;
    const { core, extras } = await splitNanEcho(config, await canonicalTensors(found));
    const training = await trainingMetadata(checkpoint.value);
    await write(
      join(folder, name),
      writeHfFolder(core.config, core.tensors, training, { nanEcho: { config, extras } }),
      input_ids,
    );
    const model = gpt2.graph(core.config, await loadTensors(core.tensors));
    const data = BigInt64Array.from(input_ids.flat(), BigInt);
    const { logits } = interpret(model, { input_ids: { shape: [input_ids.length, input_ids[0].length], data } });
    expected.set(name, Float64Array.from(logits.data));
  }
  const answers = python("folders", folder);
  expect(Object.keys(answers).sort()).toEqual([...expected.keys()].sort());
  const gaps: Record<string, number> = {};
  for (const [name, { logits, ...said }] of Object.entries<Record<string, never> & { logits: number[] }>(answers)) {
    expect([name, said]).toEqual([
      name,
      {
        missing: [],
        unexpected: [],
        mismatched: 0,
        tied: name !== "gpt2-hf-untied",
        activation: name === "gpt2-hf" ? "gelu_new" : "gelu",
        eos: name.startsWith("gpt2-hf") ? 30 : null,
        tokens: name === "nanogpt" ? [1, 2, 1] : null,
      },
    ]);
    const wanted = expected.get(name)!;
    const size = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(logits).toHaveLength(wanted.length);
    gaps[name] = logits.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i])), 0) / size;
  }
  for (const [name, gap] of Object.entries(gaps)) expect([name, gap < 1e-5]).toEqual([name, true]);
  console.log(`largest differences of logits, relative: ${JSON.stringify(gaps)}`);
}, 300_000);

test("torch.load reads back every layout, bit for bit and tied", async ({ skip }) => {
  if (reason) return skip(reason);
  const to = temporaryFolder();
  const files: string[] = [
    golden.gpt2.nanogpt.file,
    golden.gpt2["nanogpt-nobias"].file,
    ...["nanecho", "nanecho-small", "nanecho-four", "nanecho-plain"].flatMap((name) =>
      Object.values(golden.nanecho[name].files),
    ),
  ];
  for (const file of files) {
    await using checkpoint = await openCheckpoint(path(file));
    const { architecture, dialect, config, ...found } = detect(checkpoint);
    expect(architectures[architecture.name]).toBe(architecture);
    const tensors = await canonicalTensors({ architecture, dialect, config, ...found });
    const named = convertTensors(architecture, config, tensors, { to: dialect.name });
    const written = join(to, file);
    await writePyTorch(written, dialect.wrap!(named, config, await trainingMetadata(checkpoint.value)));
    writeFileSync(join(to, file.replace(".pt", ".json")), JSON.stringify({ original: path(file), written }));
  }
  const answers = Object.entries<{ faults: string[]; tied: boolean; tensors: number }>(python("files", to));
  expect(answers).toHaveLength(files.length);
  for (const [name, { faults, tied, tensors }] of answers) {
    expect([name, faults, tied]).toEqual([name, [], true]);
    expect(tensors).toBeGreaterThan(15);
  }
}, 300_000);

/** A tokenizer.json of single letters, without merges. */
function letters(size: number): string {
  const tokens = ["<|endoftext|>", ..."abcdefghijklmnopqrstuvwxyz0123"];
  return JSON.stringify({
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: "Whitespace" },
    post_processor: null,
    decoder: null,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      vocab: Object.fromEntries(tokens.slice(0, size).map((token, id) => [token, id])),
      merges: [],
    },
  });
}
