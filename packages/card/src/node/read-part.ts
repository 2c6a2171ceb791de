import { join } from "node:path";
import { parseManifestText } from "@tiny-cats/schema";
import { joinPath } from "../build/join-path.ts";
import type { CardFile, ModelPart, TokenizerFacts } from "../build/model-card-input.ts";
import type { Finding } from "../validate/finding.ts";
import type { FolderOptions } from "./folder-card.ts";
import { readIfThere } from "./read-if-there.ts";
import { readJsonObject } from "./read-json-object.ts";

const SMALL = 1 << 20;
const TOKENIZER = 64 << 20;
type Limits = { maxBytes: number; signal?: AbortSignal };

/** One model of a folder, and which of its manifest's files are missing or others than it says; undefined without a manifest. */
export async function readPart(
  root: string,
  folder: string,
  files: readonly CardFile[],
  { readTensorNames, signal }: FolderOptions,
): Promise<{ part: ModelPart; findings: Finding[] } | undefined> {
  const within = (maxBytes: number): Limits => ({ maxBytes, ...(signal && { signal }) });
  const text = await readIfThere(root, joinPath(folder, "tiny-cats.json"), within(SMALL));
  if (text === undefined) return undefined;
  const manifest = parseManifestText(text);
  const json = (name: string, maxBytes = SMALL) => readJsonObject(root, joinPath(folder, name), within(maxBytes));
  const [config, trainingMetadata] = [await json("config.json"), await json("training_metadata.json")];
  const tokenizer = tokenizerFacts(
    await json("tokenizer_config.json"),
    await json("tokenizer.json", TOKENIZER),
    await json("vocab.json", TOKENIZER),
  );
  const weights = files.filter(({ path }) => path.endsWith(".safetensors") && isIn(path, folder));
  const tensorNames: string[] = [];
  if (readTensorNames && manifest.task === "text-generation") {
    for (const { path } of weights) tensorNames.push(...(await readTensorNames(join(root, ...path.split("/")))));
  }
  const part: ModelPart = {
    folder,
    manifest,
    ...(config && { config }),
    ...(trainingMetadata && { trainingMetadata }),
    ...(tokenizer && { tokenizer }),
    ...(tensorNames.length > 0 && { tensorNames }),
  };
  return { part, findings: checkAgainstManifest(part, files) };
}

function isIn(path: string, folder: string): boolean {
  return folder === "" ? true : path.startsWith(`${folder}/`);
}

function tokenizerFacts(
  ...[config, tokenizer, vocab]: (Record<string, unknown> | undefined)[]
): TokenizerFacts | undefined {
  if (!config && !tokenizer && !vocab) return undefined;
  const model = tokenizer?.model as { vocab?: unknown; type?: unknown } | undefined;
  const list = model?.vocab ?? vocab;
  const added = Array.isArray(tokenizer?.added_tokens) ? tokenizer.added_tokens : [];
  const names = new Set(
    Array.isArray(list)
      ? list.map((_, i) => String(i))
      : typeof list === "object" && list !== null
        ? Object.keys(list)
        : [],
  );
  const base = names.size;
  for (const token of added) if (!Array.isArray(list)) names.add(String((token as { content?: unknown })?.content));
  const kind = config?.tokenizer_class ?? model?.type;
  return { ...(typeof kind === "string" && { kind }), ...(base > 0 && { vocabulary: names.size }) };
}

function checkAgainstManifest({ folder, manifest }: ModelPart, files: readonly CardFile[]): Finding[] {
  const found = new Map(files.map((file) => [file.path, file]));
  return manifest.files.flatMap(({ path: name, bytes, sha256, optional }): Finding[] => {
    const path = joinPath(folder, name);
    const file = found.get(path);
    if (!file) {
      if (optional) return [];
      const message = `the manifest lists "${path}", which is not there`;
      return [
        {
          code: "missing-card-file",
          severity: "error",
          path,
          message,
          remedy: "put the file there, or write the manifest anew",
        },
      ];
    }
    if (file.sha256 === sha256 && file.bytes === bytes) return [];
    const message = `"${path}" has ${file.bytes} bytes and sha256 ${file.sha256}; the manifest says ${bytes} and ${sha256}`;
    return [
      {
        code: "wrong-card-hash",
        severity: "error",
        path,
        message,
        remedy: "fetch the file again, or write the manifest anew",
      },
    ];
  });
}
