import { sha256 } from "@tiny-cats/files";
import * as v from "valibot";
import { damaged, unsupported } from "./checkpoint-errors.ts";
import { CHECKPOINT_SCHEMA, CHECKPOINT_VERSION, type CheckpointState, checkpointState } from "./checkpoint-state.ts";

/** What a state is checked by: itself, without its checksum. */
export function checksumOf(state: object): string {
  return sha256(Buffer.from(JSON.stringify({ ...state, checksum: undefined })));
}

/**
 * The text of a `state.json` as what it says. `path` is the checkpoint's, for errors.
 *
 * Throws `damaged-checkpoint`, `unsupported-checkpoint-version`.
 */
export function parseState(path: string, text: string): CheckpointState {
  const document = parseObject(path, text);
  const { schema, version } = document;
  if (schema === CHECKPOINT_SCHEMA && Number.isSafeInteger(version) && version !== CHECKPOINT_VERSION) {
    throw unsupported(path, version);
  }
  if (document.checksum !== checksumOf(document)) throw damaged(path, "state.json is not what was saved");
  const parsed = v.safeParse(checkpointState, document);
  if (parsed.success) return parsed.output;
  const [{ message, path: place }] = parsed.issues;
  throw damaged(path, `state.json has a wrong ${place?.map(({ key }) => key).join(".") || "value"}: ${message}`);
}

function parseObject(path: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(path, `state.json is no JSON: ${(cause as Error).message}`, cause);
  }
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw damaged(path, "state.json is no object");
}
