import { join } from "node:path";
import { readTextBounded, writeFileAtomic } from "@tiny-cats/files";
import { type Lineage, parseLineage, parseLineageText } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { LINEAGE_FILE } from "./fetched.ts";
import type { PulledFile } from "./hash-files.ts";
import type { PullSource } from "./pull-source.ts";

const HUB = "https://huggingface.co";

/** Where something comes from; the Hub's address only where it is not Hugging Face's. */
export function parentOf({ repo, revision }: PullSource, commit: string, endpoint: string = HUB): Lineage["parent"] {
  const address = endpoint.replace(/\/+$/, "");
  return { repo_id: repo, ...(address !== HUB && { endpoint: address }), commit, revision };
}

/** What a pull brought, as it is recorded. The moment is that of the record before where that says the same. */
export function lineageOf(
  parent: Lineage["parent"],
  files: readonly PulledFile[],
  { checkpoint, before }: { checkpoint?: Lineage["checkpoint"]; before?: Lineage | undefined } = {},
): Lineage {
  const lineage = parseLineage({
    schema: "tiny-cats/lineage",
    version: 1,
    parent,
    as: checkpoint ? "checkpoint" : "folder",
    timestamp: new Date().toISOString(),
    files: [...files],
    ...(checkpoint && { checkpoint }),
  });
  const same = before && JSON.stringify({ ...before, timestamp: "" }) === JSON.stringify({ ...lineage, timestamp: "" });
  return same ? before : lineage;
}

/** The lineage recorded in a folder; undefined where there is none that can be read. */
export async function readLineage(folder: string): Promise<Lineage | undefined> {
  try {
    return parseLineageText(await readTextBounded(join(folder, LINEAGE_FILE), { maxBytes: 1 << 24 }));
  } catch (error) {
    if (isTinyCatsError(error)) return undefined;
    throw error;
  }
}

/** Records it, unless it stands there already. */
export async function writeLineage(folder: string, lineage: Lineage): Promise<string> {
  const file = join(folder, LINEAGE_FILE);
  const text = `${JSON.stringify(lineage, null, 2)}\n`;
  const there = await readTextBounded(file, { maxBytes: 1 << 24 }).catch(() => undefined);
  if (there !== text) await writeFileAtomic(file, text);
  return file;
}
