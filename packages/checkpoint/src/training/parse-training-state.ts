import { sha256 } from "@tiny-cats/files";
import { parseTrainingCheckpoint, type TrainingCheckpoint } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { damaged, unsupported } from "./training-checkpoint-errors.ts";

/** What a checkpoint's state is checked by: itself, without its checksum. */
export function trainingChecksum(state: object): string {
  return sha256(Buffer.from(JSON.stringify({ ...state, checksum: undefined })));
}

/**
 * The text of a `state.json` as what it says. `path` is the checkpoint's, for errors.
 *
 * Throws `damaged-checkpoint`, `unsupported-checkpoint-version`.
 */
export function parseTrainingState(path: string, text: string): TrainingCheckpoint {
  const document = parseObject(path, text);
  // The version is looked at first: another may have another checksum.
  const parsed = tryParse(document);
  const { error } = parsed;
  if (isTinyCatsError(error) && error.code === "unknown-document-version" && Number.isSafeInteger(document.version)) {
    throw unsupported(path, document.version);
  }
  if (document.checksum !== trainingChecksum(document)) throw damaged(path, "state.json is not what was saved");
  if (parsed.state) return parsed.state;
  throw damaged(path, `state.json: ${(error as Error).message}`, error);
}

function tryParse(document: object): { state?: TrainingCheckpoint; error?: unknown } {
  try {
    return { state: parseTrainingCheckpoint(document) };
  } catch (error) {
    return { error };
  }
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
