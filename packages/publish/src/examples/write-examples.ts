import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "@tiny-cats/files";
import { parseRepo } from "@tiny-cats/hub";
import { LAYOUT } from "../layout.ts";
import type { ModelKind } from "../model-kind.ts";
import type { Prepared } from "../prepared.ts";
import { CLASSIFICATION_MJS } from "./classification-mjs.ts";
import { CLASSIFICATION_PY } from "./classification-py.ts";
import { CONTINUE_TEXT_MJS } from "./continue-text-mjs.ts";
import { CONTINUE_TEXT_PY } from "./continue-text-py.ts";
import { GENERATION_MJS } from "./generation-mjs.ts";
import { GENERATION_PY } from "./generation-py.ts";

const TEXTS: Readonly<Record<ModelKind, Readonly<Record<string, string>>>> = {
  classifier: { "classification_example.mjs": CLASSIFICATION_MJS, "classification_example.py": CLASSIFICATION_PY },
  generator: { "generation_example.mjs": GENERATION_MJS, "generation_example.py": GENERATION_PY },
  language: { "continue_text_example.mjs": CONTINUE_TEXT_MJS, "continue_text_example.py": CONTINUE_TEXT_PY },
};

export interface ExampleOptions {
  /** Where the model is published, owner/name. */
  repo: string;
  signal?: AbortSignal;
}

/**
 * Writes programs that use the models there are, in Python and JavaScript; they read names and samplers from tiny-cats.json. Returns their paths.
 *
 * @throws HubError "invalid-repo"; FilesError of writing; the signal's reason
 */
export async function writeExamples({ folder, models }: Prepared, { repo, signal }: ExampleOptions): Promise<string[]> {
  const { name } = parseRepo(repo);
  await mkdir(join(folder, LAYOUT.examples), { recursive: true });
  const written: string[] = [];
  for (const { kind } of models) {
    for (const [file, template] of Object.entries(TEXTS[kind])) {
      const text = template.replaceAll("{{repo}}", name).replaceAll("{{folder}}", LAYOUT.generator);
      await writeFileAtomic(join(folder, LAYOUT.examples, file), text, signal ? { signal } : {});
      written.push(`${LAYOUT.examples}/${file}`);
    }
  }
  return written.sort();
}
