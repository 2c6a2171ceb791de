import { rm } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { encodePyTorch, encodeSafetensors } from "@tiny-cats/checkpoint";
import type { Model } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Gpt2Config } from "../gpt2/config.ts";
import type { HfFile } from "../hf-folder/hf-folder.ts";
import { writeHfFolder } from "../hf-folder/write-hf-folder.ts";
import type { NanEchoConfig } from "../nanecho/config.ts";
import { measureCoreGap, type RunLogits } from "../nanecho/measure-core-gap.ts";
import { splitNanEcho } from "../nanecho/split-nanecho.ts";
import type { NamedSources } from "../weights.ts";
import { castTensors } from "./cast-tensors.ts";
import { fileMetadata } from "./file-metadata.ts";
import type { Parity } from "./onnx-parity.ts";
import { type OpenModel, openModel } from "./open-model.ts";
import { readTokenizer } from "./read-tokenizer.ts";
import { requireSameTensors } from "./require-same-tensors.ts";
import { sampleIds } from "./sample-inputs.ts";
import type { Target, TargetOptions } from "./target.ts";
import { writeGraph } from "./write-graph.ts";
import { type WrittenFile, writeHashed } from "./write-hashed.ts";

/** Positions on which a NanEcho's core is compared with the whole. */
const POSITIONS = 16;

/**
 * A folder for transformers' GPT2LMHeadModel.from_pretrained; of a NanEcho its core, with the rest in a side file and the gap to the whole
 * measured. Read again, joined where it was split, and compared bit for bit.
 */
export const writeHfTarget: Target = async (model, folder, options) => {
  const { dtype, origin, pickle, signal, onBytes } = options;
  const stop = signal ? { signal } : {};
  const tokenizer = options.tokenizer === undefined ? undefined : await readTokenizer(options.tokenizer, stop);
  const { core, nanEcho, notes: gapNotes } = await coreOf(model, folder, options);
  const { untrained } = model;
  const marks = untrained === undefined ? [] : [`These weights were not trained: ${untrained}`];
  const { files, notes } = writeHfFolder(core.config, castTensors(core.tensors, dtype), model.training, {
    notes: [...marks, ...model.notes, ...gapNotes],
    ...(tokenizer && { tokenizer }),
    ...(options.resizeVocab !== undefined && { resizeVocab: options.resizeVocab }),
    ...(nanEcho && { nanEcho }),
  });
  const written: WrittenFile[] = [];
  const put = async (path: string, file: HfFile) => {
    if (path === "config.json" && untrained !== undefined) {
      const marked = { ...JSON.parse(file as string), untrained };
      written.push(await writeHashed(folder, path, `${JSON.stringify(marked, null, 2)}\n`, stop));
    } else if (typeof file === "string" || file instanceof Uint8Array) {
      written.push(await writeHashed(folder, path, file, stop));
    } else {
      const { config, ...own } = fileMetadata(model, origin);
      const metadata = { ...own, ...file.metadata };
      const { size, chunks } = encodeSafetensors(file.tensors, { metadata, ...stop });
      const progress = onBytes && { onBytes: (bytes: number) => onBytes(bytes, size) };
      written.push(await writeHashed(folder, path, chunks, { ...stop, ...progress }));
    }
  };
  for (const [path, file] of files) await put(path, file);
  const { tensors } = files.get("model.safetensors") as { tensors: NamedSources };
  if (pickle)
    written.push(await writeHashed(folder, "pytorch_model.bin", encodePyTorch(tensors, { crc32, ...stop }), stop));
  const parity = await check(model, folder, tensors, options);
  return { files: written, parity, notes: [...notes, ...gapNotes] };
};

async function coreOf(model: OpenModel, folder: string, { runtime, signal, dtype }: TargetOptions) {
  const { architecture, tensors } = model;
  const options = signal ? { signal } : {};
  if (architecture.name === "gpt2") return { core: { config: model.config as Gpt2Config, tensors }, notes: [] };
  if (architecture.name !== "nanecho") {
    throw new TinyCatsError("no-such-target", `${architecture.title} has no layout that transformers reads`, {
      value: architecture.name,
      remedy: 'convert it to "safetensors" or "onnx"',
    });
  }
  const config = model.config as NanEchoConfig;
  const { core, extras } = await splitNanEcho(config, tensors, options);
  const length = Math.min(POSITIONS, config.block_size);
  const run = runtime ? { run: inRuntime(runtime, folder) } : {};
  const gap = await measureCoreGap(config, tensors, core, [sampleIds(length, config.vocab_size)], {
    ...options,
    ...run,
  });
  const notes = [
    `The core's logits differ from the whole's by up to ${gap.max_abs.toPrecision(3)} (root mean square ${gap.rms.toPrecision(3)}, that of the logits ${gap.reference_rms.toPrecision(3)}) on ${length} tokens of a fixed formula, which are no text.`,
  ];
  return { core, nanEcho: { config, extras: castTensors(extras, dtype), gap }, notes };
}

function inRuntime(runtime: NonNullable<TargetOptions["runtime"]>, folder: string): RunLogits {
  return async (graph: Model, { shape, data }, options) => {
    const files = await writeGraph(folder, "gap.onnx", graph, options);
    const inputs = { input_ids: { dtype: "int64", shape, data } } as const;
    const { logits } = await runtime.run(join(folder, "gap.onnx"), inputs, options);
    for (const { path } of files) await rm(join(folder, path));
    return logits;
  };
}

async function check(model: OpenModel, folder: string, tensors: NamedSources, options: TargetOptions): Promise<Parity> {
  const stop = options.signal ? { signal: options.signal } : {};
  const { vocab_size } = model.config as Gpt2Config | NanEchoConfig;
  const resized = tensors.get("transformer.wte.weight")?.shape[0] !== vocab_size;
  await using again = await openModel(join(folder, "model.safetensors"), stop);
  // A vocabulary that was resized is no longer the checkpoint's: what was meant to be written stands in for it.
  const [found, expected] = resized
    ? [again.checkpoint.tensors, tensors]
    : [again.tensors, castTensors(model.tensors, options.dtype)];
  await requireSameTensors("model.safetensors", found, expected, stop);
  if (options.pickle) {
    await using pickled = await openModel(join(folder, "pytorch_model.bin"), stop);
    await requireSameTensors("pytorch_model.bin", pickled.checkpoint.tensors, tensors, stop);
  }
  const isCore = model.architecture.name === "nanecho";
  return {
    compared: isCore ? `every tensor of the core${resized ? "" : ", and of the whole joined again"}` : "every tensor",
    with: `the checkpoint${resized ? " with its vocabulary resized" : ""}, bit for bit`,
    largest_gap: 0,
    tolerance: 0,
  };
}
