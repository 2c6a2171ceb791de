import { badAnswer } from "../errors/bad-answer.ts";
import { apiPath } from "../repo-id.ts";
import { callJson } from "../request/call.ts";
import { runPool } from "../run-pool.ts";
import { readStart } from "./read-start.ts";
import type { PlannedFile } from "./upload-plan.ts";
import type { UploadWork } from "./upload-work.ts";

/** How the Hub wants files kept. */
export interface Modes {
  /** In git. */
  regular: PlannedFile[];
  /** Beside git, by their sha256. */
  lfs: PlannedFile[];
  /** Not at all: the repository's own .gitignore names them. */
  refused: PlannedFile[];
}

/** Python's client asks about as many at once. */
const BATCH = 256;
const AT_ONCE = 3;
const SAMPLE = 512;

/**
 * Asks the Hub how each file is to be kept, showing it the first 512 bytes of each. Empty files are regular whatever it says: storages refuse
 * empty objects.
 *
 * @throws HubError "hub-answer", "file-changed" and those of requests; the signal's reason.
 */
export async function preupload(work: UploadWork, files: readonly PlannedFile[], pullRequest: boolean): Promise<Modes> {
  const { connection, repo, revision } = work;
  const address = `${connection.endpoint}/api/${apiPath(repo)}/preupload/${encodeURIComponent(revision)}`;
  const batches = Array.from({ length: Math.ceil(files.length / BATCH) }, (_, i) =>
    files.slice(i * BATCH, (i + 1) * BATCH),
  );
  const modes = new Map<string, keyof Modes>();
  await runPool(batches, AT_ONCE, async (batch) => {
    const samples = await Promise.all(batch.map(sampleOf));
    const said = await callJson<{ files?: unknown } | null>(
      connection,
      pullRequest ? `${address}?create_pr=1` : address,
      {
        method: "POST",
        json: { files: batch.map(({ path, bytes }, i) => ({ path, size: bytes, sample: samples[i] })) },
      },
    );
    const byPath = new Map(Array.isArray(said?.files) ? said.files.map((answer) => [answer?.path, answer]) : []);
    for (const { path, bytes } of batch) modes.set(path, modeOf(path, bytes, byPath.get(path)));
  });
  const of = (mode: keyof Modes) => files.filter(({ path }) => modes.get(path) === mode);
  return { regular: of("regular"), lfs: of("lfs"), refused: of("refused") };
}

function modeOf(path: string, bytes: number, answer: { uploadMode?: unknown; shouldIgnore?: unknown } | undefined) {
  if (answer?.uploadMode !== "lfs" && answer?.uploadMode !== "regular")
    throw badAnswer(`it does not say how ${path} is to be kept`);
  if (answer.shouldIgnore === true) return "refused";
  return bytes === 0 ? "regular" : answer.uploadMode;
}

async function sampleOf(file: PlannedFile): Promise<string> {
  return (await readStart(file, Math.min(SAMPLE, file.bytes))).toString("base64");
}
