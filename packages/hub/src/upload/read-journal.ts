import { createHash } from "node:crypto";
import { join } from "node:path";
import { readTextBounded } from "@tiny-cats/files";
import { applyRecord, emptyJournal, isRecord, type JournalState } from "./journal-state.ts";
import type { UploadPlan } from "./upload-plan.ts";

const LARGEST = 256 << 20;

/** Where the journal of an upload to one revision of one repository lies unless told otherwise. */
export function journalPath({
  folder,
  endpoint,
  repo,
  revision,
}: Pick<UploadPlan, "folder" | "endpoint" | "repo" | "revision">): string {
  const key = createHash("sha256")
    .update(JSON.stringify([endpoint, repo.type, repo.name, revision]))
    .digest("hex");
  return join(folder, ".cache", "tiny-cats", `upload-${key.slice(0, 16)}.jsonl`);
}

/** What a journal says; nothing, where there is none or it can't be read. Lines that make no sense, as a killed writer leaves them, are passed over. */
export async function readJournal(path: string): Promise<JournalState> {
  const state = emptyJournal();
  const text = await readTextBounded(path, { maxBytes: LARGEST }).catch(() => "");
  for (const line of text.split("\n")) {
    const record = parse(line);
    if (isRecord(record)) applyRecord(state, record);
  }
  return state;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
