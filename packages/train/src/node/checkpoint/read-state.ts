import { basename, join } from "node:path";
import { readTextBounded, sha256, sha256File } from "@tiny-cats/files";
import * as v from "valibot";
import { damaged, unsupported } from "./checkpoint-errors.ts";
import { CHECKPOINT_SCHEMA, CHECKPOINT_VERSION, type CheckpointState, checkpointState } from "./checkpoint-state.ts";

/** The most that a `state.json` may have. */
const MOST = 1 << 22;

/** What a state is checked by: itself, without its checksum. */
export function checksumOf(state: object): string {
  return sha256(Buffer.from(JSON.stringify({ ...state, checksum: undefined })));
}

/**
 * What a checkpoint's folder says of itself, when every file is what it was when it was saved.
 *
 * Throws `damaged-checkpoint`, `unsupported-checkpoint-version`, the signal's reason.
 */
export async function readState(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<CheckpointState> {
  const text = await whole(path, signal, readTextBounded(join(path, "state.json"), { maxBytes: MOST }));
  const document = parse(path, text);
  const { schema, version } = document;
  if (schema === CHECKPOINT_SCHEMA && Number.isSafeInteger(version) && version !== CHECKPOINT_VERSION) {
    throw unsupported(path, version);
  }
  if (document.checksum !== checksumOf(document)) throw damaged(path, "state.json is not what was saved");
  const parsed = v.safeParse(checkpointState, document);
  if (!parsed.success) {
    const [{ message, path: place }] = parsed.issues;
    throw damaged(path, `state.json has a wrong ${place?.map(({ key }) => key).join(".") || "value"}: ${message}`);
  }
  const state = parsed.output;
  if (basename(path).split(".")[0] !== `step-${state.step}`) throw damaged(path, `it is of step ${state.step}`);
  for (const [name, file] of Object.entries(state.files)) {
    const found = await whole(path, signal, sha256File(join(path, name), { ...(signal && { signal }) }));
    if (found !== file.sha256) throw damaged(path, `${name} is not what was saved`);
  }
  return state;
}

function parse(path: string, text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch (cause) {
    throw damaged(path, `state.json is no JSON: ${(cause as Error).message}`, cause);
  }
  throw damaged(path, "state.json is no object");
}

async function whole<T>(path: string, signal: AbortSignal | undefined, reading: Promise<T>): Promise<T> {
  return reading.catch((error) => {
    signal?.throwIfAborted();
    throw damaged(path, error.message, error);
  });
}
