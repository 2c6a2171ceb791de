import type { ElementType } from "./element-types.ts";
import type { Origin } from "./file-metadata.ts";
import type { Parity } from "./onnx-parity.ts";
import type { OnnxRuntime } from "./onnx-runtime.ts";
import type { OpenModel } from "./open-model.ts";
import type { WrittenFile } from "./write-hashed.ts";

/** How a target is written. */
export interface TargetOptions {
  readonly origin: Origin;
  readonly dtype?: ElementType;
  readonly opset?: number;
  /** The dialect of a .pt file. */
  readonly dialect?: string;
  /** Where the weights come from, for a .pt file. */
  readonly lineage?: { readonly [key: string]: string };
  readonly runtime?: OnnxRuntime;
  /** A folder with the files of a tokenizer. */
  readonly tokenizer?: string;
  readonly resizeVocab?: boolean;
  /** Whether a Hugging Face folder also gets a pytorch_model.bin. */
  readonly pickle?: boolean;
  readonly signal?: AbortSignal;
  readonly onBytes?: (bytes: number, total: number) => void;
}

/** What was written of a target, and how it was checked. */
interface TargetResult {
  readonly files: readonly WrittenFile[];
  readonly parity: Parity;
  readonly notes: readonly string[];
}

/** Writes a model in one form into a folder and checks what it has written. */
export type Target = (model: OpenModel, folder: string, options: TargetOptions) => Promise<TargetResult>;
