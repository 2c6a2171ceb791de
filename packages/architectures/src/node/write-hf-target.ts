import { rm } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { encodePyTorch, encodeSafetensors } from "@tiny-cats/checkpoint";
import { type Model, writeModelChunks } from "@tiny-cats/onnx";
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
import { type OpenModel, openModel } from "./open-model.ts";
import { readTokenizer } from "./read-tokenizer.ts";
import { requireSameTensors } from "./require-same-tensors.ts";
import type { Target, TargetOptions } from "./target.ts";
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
    notes: [...marks, ...model.notes],
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
  await check(model, folder, tensors, options);
  return {
    files: written,
    parity: {
      compared: nanEcho ? "every tensor of the core, and of the whole joined again" : "every tensor",
      with: "the checkpoint, bit for bit",
      largest_gap: 0,
      tolerance: 0,
    },
    notes: [...notes, ...gapNotes],
  };
};

async function coreOf(model: OpenModel, folder: string, { runtime, signal, dtype }: TargetOptions) {
  const { architecture, tensors } = model;
  const options = signal ? { signal } : {};
  if (architecture.name === "gpt2") return { core: { config: model.config as Gpt2Config, tensors }, notes: [] };
  if (architecture.name !== "nanecho") {
    throw new TinyCatsError("no-such-target", `${architecture.title} has no layout that transformers reads`, {
      value: architecture.name,
      remedy: 'Convert it to "safetensors" or "onnx".',
    });
  }
  const config = model.config as NanEchoConfig;
  const { core, extras } = await splitNanEcho(config, tensors, options);
  const length = Math.min(POSITIONS, config.block_size);
  const sequence = Array.from({ length }, (_, i) => (7 + i * 7919) % config.vocab_size);
  const run = runtime ? { run: inRuntime(runtime, join(folder, "gap.onnx")) } : {};
  const gap = await measureCoreGap(config, tensors, core, [sequence], { ...options, ...run });
  const notes = [
    `The core's logits differ from the whole's by up to ${gap.max_abs.toPrecision(3)} (root mean square ${gap.rms.toPrecision(3)}, that of the logits ${gap.reference_rms.toPrecision(3)}) on ${length} tokens of a fixed formula, which are no text.`,
  ];
  return { core, nanEcho: { config, extras: castTensors(extras, dtype), gap }, notes };
}

function inRuntime(runtime: NonNullable<TargetOptions["runtime"]>, path: string): RunLogits {
  return async (graph: Model, { shape, data }, options) => {
    await writeHashed(join(path, ".."), "gap.onnx", writeModelChunks(graph).model.chunks, options);
    const { logits } = await runtime.run(path, { input_ids: { dtype: "int64", shape, data } }, options);
    await rm(path);
    return logits;
  };
}

async function check(model: OpenModel, folder: string, tensors: NamedSources, options: TargetOptions): Promise<void> {
  const stop = options.signal ? { signal: options.signal } : {};
  await using again = await openModel(join(folder, "model.safetensors"), stop);
  const wholes = again.architecture.name === model.architecture.name;
  const resized = options.resizeVocab && options.tokenizer !== undefined;
  // A vocabulary that was resized is no longer the checkpoint's: what was meant to be written stands in for it.
  if (wholes && !resized) {
    await requireSameTensors("model.safetensors", again.tensors, castTensors(model.tensors, options.dtype), stop);
  } else {
    await requireSameTensors("model.safetensors", again.checkpoint.tensors, tensors, stop);
  }
  if (!options.pickle) return;
  await using pickled = await openModel(join(folder, "pytorch_model.bin"), stop);
  await requireSameTensors("pytorch_model.bin", pickled.checkpoint.tensors, tensors, stop);
}
