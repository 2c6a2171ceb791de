import type { Gpt2Config } from "../gpt2/config.ts";
import { gpt2Tensors } from "../gpt2/tensors.ts";
import type { NanEchoConfig } from "../nanecho/config.ts";
import type { CoreGap } from "../nanecho/measure-core-gap.ts";
import { refuseDifference, tensorDifference } from "../tensor-difference.ts";
import type { NamedSources } from "../weights.ts";
import { folderReadme } from "./folder-readme.ts";
import { hfConfig, specialIds } from "./hf-config.ts";
import { type HfFile, type HfFolder, NANECHO_EXTRAS_FILE } from "./hf-folder.ts";
import { resizeVocabulary } from "./resize-vocabulary.ts";
import { type TokenizerFiles, tokenizerSize } from "./tokenizer-files.ts";
import type { TrainingMetadata } from "./training-metadata.ts";

export interface HfFolderOptions {
  /** For README.md; "Converted language model" unless told. */
  readonly name?: string;
  readonly license?: string;
  /** Passed through as they are. Their vocabulary must be the model's. */
  readonly tokenizer?: TokenizerFiles;
  /** Cuts or extends the model's vocabulary to the tokenizer's. */
  readonly resizeVocab?: boolean;
  /** What `splitNanEcho` left beside the core, its configuration, and how far the core is from the whole. */
  readonly nanEcho?: { readonly config: NanEchoConfig; readonly extras: NamedSources; readonly gap?: CoreGap };
  /** For README.md, as `detect` found them. */
  readonly notes?: readonly string[];
}

/**
 * The contents of a folder that transformers' `GPT2LMHeadModel.from_pretrained` loads with no missing and no unexpected key: config.json,
 * generation_config.json, model.safetensors, training_metadata.json, README.md, tokenizer files, and NanEcho's extras. Tensors are read when the
 * folder is written.
 *
 * @param tensors canonical tensors of the GPT-2.
 *
 * Throws `tensor-mismatch`, `vocabulary-mismatch`, `invalid-tokenizer`.
 */
export function writeHfFolder(
  config: Gpt2Config,
  tensors: NamedSources,
  training: TrainingMetadata,
  {
    name = "Converted language model",
    license,
    tokenizer,
    resizeVocab = false,
    nanEcho,
    notes = [],
  }: HfFolderOptions = {},
): HfFolder {
  refuseDifference("GPT-2", tensorDifference(gpt2Tensors(config), tensors));
  const size = tokenizer && tokenizerSize(tokenizer);
  const model =
    size === undefined ? { config, tensors, notes: [] } : resizeVocabulary(config, tensors, size, resizeVocab);
  const own = [
    ...model.notes,
    ...(tokenizer && size === undefined
      ? ["The tokenizer's files do not tell its vocabulary, which was not checked."]
      : []),
  ];
  const files = new Map<string, HfFile>([
    ["config.json", json({ ...hfConfig(model.config), ...(nanEcho && dropouts(nanEcho.config)) })],
    ["generation_config.json", json({ _from_model_config: true, ...specialIds(model.config) })],
    ["model.safetensors", { tensors: model.tensors, metadata: { format: "pt" } }],
    ["training_metadata.json", json(training)],
    ...(tokenizer ?? []),
  ]);
  if (nanEcho) {
    const whole: NanEchoConfig = { ...nanEcho.config, vocab_size: model.config.vocab_size };
    const metadata = { format: "pt", architecture: "nanecho", config: JSON.stringify(whole) };
    files.set(NANECHO_EXTRAS_FILE, { tensors: nanEcho.extras, metadata });
  }
  const readme = folderReadme({
    name,
    ...(license !== undefined && { license }),
    config: model.config,
    parameters: [...model.tensors.values()].reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    training,
    notes: [...notes, ...own],
    ...(nanEcho && { nanEcho: nanEcho.gap ? { gap: nanEcho.gap } : {} }),
    hasTokenizer: tokenizer !== undefined && tokenizer.size > 0,
  });
  files.set("README.md", readme);
  return { files, notes: own };
}

/** What the model was trained with, for who trains it on. */
function dropouts({ dropout }: NanEchoConfig) {
  return { embd_pdrop: dropout, attn_pdrop: dropout, resid_pdrop: dropout };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
