import { basename, join } from "node:path";
import { readTextBounded, sha256File } from "@tiny-cats/files";
import { damaged } from "./checkpoint-errors.ts";
import type { CheckpointState } from "./checkpoint-state.ts";
import { parseState } from "./parse-state.ts";

/** The most that a `state.json` may have. */
const MOST = 1 << 22;

/**
 * What a checkpoint's folder says of itself, when every file is what it was when it was saved.
 *
 * Throws `damaged-checkpoint`, `unsupported-checkpoint-version`, the signal's reason.
 */
export async function readState(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<CheckpointState> {
  const whole = <T>(reading: Promise<T>) =>
    reading.catch((error) => {
      signal?.throwIfAborted();
      throw damaged(path, error.message, error);
    });
  signal?.throwIfAborted();
  const state = parseState(path, await whole(readTextBounded(join(path, "state.json"), { maxBytes: MOST })));
  if (basename(path).split(".")[0] !== `step-${state.step}`) throw damaged(path, `it is of step ${state.step}`);
  for (const [name, file] of Object.entries(state.files)) {
    const found = await whole(sha256File(join(path, name), { ...(signal && { signal }) }));
    if (found !== file.sha256) throw damaged(path, `${name} is not what was saved`);
  }
  return state;
}
