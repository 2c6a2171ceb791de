import { join } from "node:path";
import { readJsonBounded, writeFileAtomic } from "@tiny-cats/files";
import * as v from "valibot";
import type { Stage } from "../progress.ts";
import { fingerprint } from "./fingerprint.ts";
import { makeFolder } from "./make-folder.ts";

/** What of a publication is kept between runs, so that another run goes on where this one was stopped. */
export interface Work {
  /** Absolute. */
  folder: string;
  /** The files to be published. */
  tree: string;
  /** The same in the seed projects' layout, where that is asked for. */
  seedTree: string;
  /** Where an upload notes what was sent. */
  journal: string;
  /**
   * A stage's result: that of an earlier run with equal inputs, or of `run`, which is kept. Inputs and result are plain data.
   * `intact` says whether what that run left is still as it was.
   */
  stage<T>(name: Stage, inputs: unknown, run: RunStage<T>, intact?: (result: T) => Promise<boolean>): Promise<Kept<T>>;
  /** A stage's last result, whatever its inputs were. */
  last(name: Stage): unknown;
}

/** Does a stage's work; `goesOn` says that a run with equal inputs began it and was stopped. */
export type RunStage<T> = (goesOn: boolean) => Promise<T>;

/** A stage's result, and whether it is an earlier run's. */
interface Kept<T> {
  result: T;
  kept: boolean;
}

const LARGEST = 64 << 20;
const shape = v.object({
  version: v.literal(1),
  stages: v.record(v.string(), v.object({ inputs: v.string(), done: v.boolean(), result: v.unknown() })),
});
type State = v.InferOutput<typeof shape>;

/**
 * Opens or makes a work folder. A state that can't be read counts as none: everything is done again.
 *
 * @throws FilesError of a folder that can't be made or written
 */
export async function openWork(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<Work> {
  await makeFolder(folder);
  const path = join(folder, "publish-state.json");
  const state = await readState(path, signal);
  return {
    folder,
    tree: join(folder, "tree"),
    seedTree: join(folder, "seed-tree"),
    journal: join(folder, "upload.journal"),
    last: (name) => state.stages[name]?.result,
    async stage<T>(name: Stage, inputs: unknown, run: RunStage<T>, intact?: (result: T) => Promise<boolean>) {
      signal?.throwIfAborted();
      const wanted = fingerprint(inputs);
      const earlier = state.stages[name];
      const same = earlier?.inputs === wanted;
      if (same && earlier.done && (await intact?.(earlier.result as T)) !== false)
        return { result: earlier.result as T, kept: true };
      const note = async (done: boolean, result: unknown) => {
        state.stages[name] = { inputs: wanted, done, result };
        await writeFileAtomic(path, `${JSON.stringify(state, null, 1)}\n`);
      };
      await note(false, earlier?.result ?? null);
      const result = await run(same && !earlier.done);
      await note(true, result);
      return { result, kept: false };
    },
  };
}

async function readState(path: string, signal: AbortSignal | undefined): Promise<State> {
  const none: State = { version: 1, stages: {} };
  try {
    const read = v.safeParse(shape, await readJsonBounded(path, { maxBytes: LARGEST, ...(signal && { signal }) }));
    return read.success ? { version: 1, stages: { ...read.output.stages } } : none;
  } catch (error) {
    signal?.throwIfAborted();
    if ((error as { code?: string }).code === "file-too-large") throw error;
    return none;
  }
}
