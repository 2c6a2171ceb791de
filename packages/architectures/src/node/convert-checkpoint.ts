import { join } from "node:path";
import { sha256File } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { ELEMENT_TYPES, type ElementType } from "./element-types.ts";
import type { Parity } from "./onnx-parity.ts";
import type { OnnxRuntime } from "./onnx-runtime.ts";
import { type OpenModelOptions, openModel } from "./open-model.ts";
import { resizeModel } from "./resize-model.ts";
import { stageFolder } from "./stage-folder.ts";
import type { Target } from "./target.ts";
import { untrainedModel } from "./untrained-model.ts";
import type { WrittenFile } from "./write-hashed.ts";
import { writeHfTarget } from "./write-hf-target.ts";
import { writeOnnxTarget } from "./write-onnx-target.ts";
import { writePtTarget } from "./write-pt-target.ts";
import { writeSafetensorsTarget } from "./write-safetensors-target.ts";

const TARGETS = {
  safetensors: writeSafetensorsTarget,
  onnx: writeOnnxTarget,
  pt: writePtTarget,
  hf: writeHfTarget,
} as const satisfies Record<string, Target>;

/** A form in which a model can be written. */
export type TargetName = keyof typeof TARGETS;

/** How a checkpoint is converted. */
export interface ConvertOptions extends OpenModelOptions {
  /** model.safetensors and config.json unless told. */
  readonly to?: readonly TargetName[];
  /** Element type of floating point weights: as they are in the file unless told, and float32 in ONNX, which takes float16 besides. */
  readonly dtype?: ElementType;
  /** ONNX operator set, 17 to 22; 17 unless told. */
  readonly opset?: number;
  /** The dialect of a .pt file; that of the source if trainers write it, unless told. */
  readonly dialect?: string;
  /** Side of the pictures that a TinyDiT is written for, its learned positions interpolated; its own unless told. */
  readonly imageSize?: number;
  /** Writes weights that were never trained too, marked so in metadata and configuration. */
  readonly allowUntrained?: boolean;
  /** Where the weights come from, kept under "lineage" in a .pt file whose dialect has more than tensors. */
  readonly lineage?: { readonly [key: string]: string };
  /** A folder whose tokenizer goes into a Hugging Face folder; its vocabulary must be the model's. */
  readonly tokenizer?: string;
  /** Cuts or extends the model's vocabulary to the tokenizer's. */
  readonly resizeVocab?: boolean;
  /** Writes a pytorch_model.bin into a Hugging Face folder too. */
  readonly pickle?: boolean;
  /** Runs the ONNX files for their parity check; the float64 interpreter unless given. */
  readonly runtime?: OnnxRuntime;
  /** Bytes of a stage: "read", then the targets by name. */
  readonly onProgress?: (progress: { stage: "read" | TargetName; bytes: number; total: number }) => void;
}

/** What a conversion has made. */
export interface ConvertReport {
  readonly source: { readonly path: string; readonly sha256: string };
  readonly architecture: string;
  /** What the checkpoint was read as. */
  readonly dialect: string;
  readonly weights: "raw" | "ema";
  readonly config: unknown;
  /** Why the weights are known not to have been trained. */
  readonly untrained?: string;
  /** Paths relative to the folder. */
  readonly files: readonly WrittenFile[];
  readonly parity: readonly (Parity & { readonly target: TargetName })[];
  readonly notes: readonly string[];
}

/**
 * Converts a checkpoint, or a folder in Hugging Face's layout, into the files of a folder: model.safetensors and config.json, onnx/model.onnx,
 * model.pt, and a folder for transformers, which lies in "hf" where safetensors are asked for too. Every file is read again and held to
 * the checkpoint before any of them gets its name; when anything fails, the folder is as it was.
 *
 * Throws `untrained-model`, `fixed-image-size`, `invalid-model-config`, `parity-failed`, `no-such-target`, `target-dtype`, `folder-not-made`, `tensor-overflow`, `tokenizer-not-found`,
 * `vocabulary-mismatch`; what opening, detecting and writing throw, and the signal's reason.
 */
export async function convertCheckpoint(
  path: string,
  out: string,
  options: ConvertOptions = {},
): Promise<ConvertReport> {
  const { to = ["safetensors"], dtype, imageSize, allowUntrained = false, signal, onProgress } = options;
  checkTargets(to, dtype);
  const stop = signal ? { signal } : {};
  return stageFolder(
    out,
    async (staging) => {
      await using opened = await openModel(path, options);
      const model = imageSize === undefined ? opened : await resizeModel(opened, imageSize, stop);
      if (model.untrained !== undefined && !allowUntrained) throw untrainedModel(model.path, model.untrained);
      const sha256 = await sha256File(model.path, {
        ...stop,
        ...(onProgress && {
          onProgress: ({ bytes, total = bytes }) => onProgress({ stage: "read", bytes, total }),
        }),
      });
      const files: WrittenFile[] = [];
      const parity: ConvertReport["parity"][number][] = [];
      const notes = [...model.notes];
      for (const target of new Set(to)) {
        const inside = target === "hf" && to.includes("safetensors") ? "hf/" : "";
        const written = await TARGETS[target](model, join(staging, inside), {
          ...options,
          origin: { sha256 },
          ...(onProgress && { onBytes: (bytes, total) => onProgress({ stage: target, bytes, total }) }),
        });
        files.push(...written.files.map((file) => ({ ...file, path: inside + file.path })));
        parity.push({ target, ...written.parity });
        notes.push(...written.notes);
      }
      return {
        source: { path: model.path, sha256 },
        architecture: model.architecture.name,
        dialect: model.dialect.name,
        weights: model.weights,
        config: model.config,
        ...(model.untrained !== undefined && { untrained: model.untrained }),
        files,
        parity,
        notes,
      };
    },
    stop,
  );
}

function checkTargets(to: readonly string[], dtype: string | undefined): void {
  const wrong = to.find((name) => !Object.hasOwn(TARGETS, name));
  if (wrong !== undefined || to.length === 0) {
    throw new TinyCatsError("no-such-target", `nothing can be converted to ${JSON.stringify(wrong ?? "")}`, {
      value: to,
      remedy: `choose among ${Object.keys(TARGETS).join(", ")}`,
    });
  }
  const inOnnx = dtype === undefined || dtype === "float32" || dtype === "float16";
  if ((dtype !== undefined && !Object.hasOwn(ELEMENT_TYPES, dtype)) || (to.includes("onnx") && !inOnnx)) {
    throw new TinyCatsError("target-dtype", `${to.join(", ")} can't be written in ${dtype}`, {
      value: dtype,
      remedy: `use float32 or float16 for ONNX, and ${Object.keys(ELEMENT_TYPES).join(", ")} for the others`,
    });
  }
}
