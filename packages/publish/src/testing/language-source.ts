import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import type { PublishOptions } from "../publish-options.ts";
import { golden } from "./checkpoints.ts";
import { notesOn, tokenizerFiles, tokenSet } from "./token-set.ts";

/** A training's folder with a golden checkpoint, its tokenizer and notes, tokens to measure it on, and the options that publish it. */
export interface LanguageSource {
  folder: string;
  /** ckpt.pt in it. */
  checkpoint: string;
  data: string;
  options: Pick<PublishOptions, "explicit" | "data" | "license" | "reports" | "amounts">;
}

/** Small enough to be published in a second. `files` lie beside the checkpoint. */
export function languageSource(
  name = "nanogpt.pt",
  { vocabulary = name.startsWith("nanogpt") ? 31 : 29, files = {} as Record<string, string> } = {},
): LanguageSource {
  const folder = folderOf({ ...tokenizerFiles(vocabulary), "card-notes.md": notesOn("tokens"), ...files });
  const checkpoint = join(folder, "ckpt.pt");
  copyFileSync(golden(name), checkpoint);
  const data = tokenSet(vocabulary);
  const benchmark = { warmup: 0, runs: 3, batches: [1], enoughMs: 1 };
  return {
    folder,
    checkpoint,
    data,
    options: { explicit: { language: checkpoint }, data, license: "MIT", reports: [], amounts: { benchmark } },
  };
}
