import { badAnswer } from "../errors/bad-answer.ts";
import { call } from "../request/call.ts";
import { runPool } from "../run-pool.ts";
import type { PartsSession } from "./journal-state.ts";
import type { LfsAction } from "./lfs-batch.ts";
import { putRange } from "./put-range.ts";
import type { PlannedFile } from "./upload-plan.ts";
import type { UploadWork } from "./upload-work.ts";

/**
 * Sends a file in parts, several at once. Parts that an earlier run has sent are not sent again.
 *
 * @throws HubError "hub-answer" of a division into parts that does not add up, those of `putRange`.
 */
export async function sendParts(work: UploadWork, file: PlannedFile, action: LfsAction): Promise<void> {
  const oid = file.sha256!;
  const fresh = readSession(file, action);
  const earlier = work.journal.state.sessions.get(oid);
  if (earlier && isSafe(earlier, fresh, file)) return sendSession(work, file, earlier);
  const { href, chunk, parts } = fresh;
  work.journal.write({ is: "session", oid, href, chunk, parts });
  await sendSession(work, file, fresh);
}

async function sendSession(work: UploadWork, file: PlannedFile, session: PartsSession): Promise<void> {
  const oid = file.sha256!;
  const { href, chunk, parts, etags } = session;
  work.uploading.add(doneBytes(file, session));
  const left = parts.map((address, i) => ({ address, part: i + 1 })).filter(({ part }) => !etags.has(part));
  await runPool(left, work.concurrency, async ({ address, part }) => {
    const range = { start: (part - 1) * chunk, end: Math.min(file.bytes, part * chunk) };
    const etag = await putRange(work, file, { href: address, range, part });
    if (!etag) throw badAnswer(`it has no ETag for part ${part} of ${file.path}`);
    etags.set(part, etag);
    work.journal.write({ is: "part", oid, part, etag });
  });
  const ordered = parts.map((_, i) => ({ partNumber: i + 1, etag: etags.get(i + 1)! }));
  const body = JSON.stringify({ oid, parts: ordered });
  await call(work.connection, href, {
    method: "POST",
    headers: { accept: "application/vnd.git-lfs+json", "content-type": "application/vnd.git-lfs+json" },
    body: () => body,
  });
}

function readSession(file: PlannedFile, { href, header = {} }: LfsAction): PartsSession {
  const chunk = Number(header.chunk_size);
  const count = Math.ceil(file.bytes / chunk);
  const numbers = Object.keys(header)
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => Number(a) - Number(b));
  const parts = numbers.map((name) => header[name]);
  if (!Number.isSafeInteger(chunk) || chunk < 1 || parts.length !== count || Number(numbers.at(-1)) !== count)
    throw badAnswer(`it divides ${file.path} into parts that do not add up`, { chunk, parts: parts.length });
  if (!parts.every((part) => typeof part === "string" && /^https?:/.test(part) && URL.canParse(part)))
    throw badAnswer(`it gives no address for a part of ${file.path}`);
  return { href, chunk, parts, etags: new Map() };
}

/** A journal lies in the folder and may have come with it: its addresses count only where the Hub names the same hosts now. */
function isSafe(earlier: PartsSession, fresh: PartsSession, file: PlannedFile): boolean {
  const hosts = new Set([fresh.href, ...fresh.parts].map(origin));
  return (
    earlier.parts.length === Math.ceil(file.bytes / earlier.chunk) &&
    [earlier.href, ...earlier.parts].every((address) => hosts.has(origin(address)))
  );
}

function origin(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

/** Bytes of the parts that the storage has. */
function doneBytes(file: PlannedFile, { chunk, parts, etags }: PartsSession): number {
  return parts.reduce((sum, _, i) => sum + (etags.has(i + 1) ? Math.min(chunk, file.bytes - i * chunk) : 0), 0);
}
