import type { CommitBatch } from "./commit-batches.ts";
import { inlineFiles } from "./inline-files.ts";
import type { PlannedFile } from "./upload-plan.ts";

export interface CommitHeader {
  summary: string;
  description: string;
  parentCommit: string;
}

/** A commit as lines of JSON, whose length is known before a file is read. */
export interface CommitBody {
  bytes: number;
  /** Reads the files anew each time. Memory grows with the number of files, not with their size. */
  chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

/** Characters that are sent at once, at the least. */
const CHUNK = 256 << 10;

/**
 * Writes a commit in the Hub's format. What is read of a regular file is hashed on the way, where its git hash is not known yet.
 *
 * `chunks` throws HubError "file-changed".
 */
export function commitBody(batch: CommitBatch, header: CommitHeader, onHash: (file: PlannedFile) => void): CommitBody {
  const before = [
    line("header", header),
    ...batch.deleted.map(({ path }) => line("deletedFile", { path })),
    ...batch.lfs.map(({ path, sha256, bytes }) => line("lfsFile", { path, algo: "sha256", oid: sha256, size: bytes })),
  ].join("");
  const size = (text: string) => Buffer.byteLength(text);
  const inline = batch.regular.map(({ path, bytes }) => {
    const { front, back } = around(path);
    return size(front) + 4 * Math.ceil(bytes / 3) + size(back);
  });
  return {
    bytes: inline.reduce((sum, length) => sum + length, size(before)),
    async *chunks() {
      let waiting = before;
      for await (const { file, begins, base64, ends } of inlineFiles(batch.regular, onHash)) {
        const { front, back } = around(file.path);
        waiting += `${begins ? front : ""}${base64}${ends ? back : ""}`;
        if (waiting.length < CHUNK) continue;
        yield new TextEncoder().encode(waiting);
        waiting = "";
      }
      if (waiting) yield new TextEncoder().encode(waiting);
    },
  };
}

/** What stands before and after a file's base64. */
function around(path: string): { front: string; back: string } {
  const whole = line("file", { path, encoding: "base64", content: "" });
  const middle = whole.lastIndexOf('""') + 1;
  return { front: whole.slice(0, middle), back: whole.slice(middle) };
}

function line(key: string, value: unknown): string {
  return `${JSON.stringify({ key, value })}\n`;
}
