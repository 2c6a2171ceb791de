import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tinyClassifier, tinyGenerator } from "../../../../packages/eval/src/testing/tiny-model-folders.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import type { TestHub } from "./test-hub.ts";

/** Uploads a small classifier with a generator below it, as repositories hold them; gives the commit. */
export async function publishCats(
  hub: TestHub,
  repo = "ada/cats",
  visibility: readonly string[] = [],
): Promise<string> {
  const root = temporaryFolder();
  cpSync(tinyClassifier().folder, root, { recursive: true });
  cpSync(tinyGenerator().folder, join(root, "generator"), { recursive: true });
  writeFileSync(join(root, "README.md"), "# Cats\n");
  const { code, data, stderr } = await hub.runJson(["upload", root, "--repo", repo, ...visibility]);
  if (code !== 0) throw new Error(stderr);
  return data.commit;
}

/** A file of a folder as text. */
export const textOf = (...path: string[]): string => readFileSync(join(...path), "utf8");
