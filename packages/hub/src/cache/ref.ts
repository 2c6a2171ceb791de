import { dirname } from "node:path";
import { readTextBounded } from "@tiny-cats/files";
import { isCommit } from "../revision.ts";
import { putFile } from "./put-file.ts";

/** The commit that a ref's file names; undefined where there is no such file, or it names none. */
export async function readRef(file: string): Promise<string | undefined> {
  const text = await readTextBounded(file, { maxBytes: 1000 }).catch(() => "");
  return isCommit(text.trim()) ? text.trim() : undefined;
}

/** Notes where a branch or tag stands, unless it is noted already: a cache may be read-only. */
export async function writeRef(file: string, commit: string, beside: string = dirname(file)): Promise<void> {
  if ((await readRef(file)) !== commit) await putFile(file, commit, beside);
}
