import { basename, dirname, join, resolve } from "node:path";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import {
  type FoundCheckpoint,
  listTrainingCheckpoints,
  loadTrainingCheckpoint,
  readTrainingCheckpoint,
  type TrainingFile,
} from "@tiny-cats/checkpoint/training";
import { readJsonBounded, readTextBounded } from "@tiny-cats/files";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { WeightsKind } from "../dialect.ts";
import { noSuchWeights } from "../errors.ts";
import type { FindOptions } from "./find-weights.ts";
import type { FoundWeights } from "./found-weights.ts";
import { isThere } from "./is-there.ts";
import { trainingRun } from "./training-run.ts";

/** What is read of a checkpoint here: what the optimizer remembers may be missing. */
const READ: readonly TrainingFile[] = ["model.safetensors", "average.safetensors", "config.json"];

/** More than any state.json has. */
const MOST = 2 ** 22;

/** Whether a folder is a training's checkpoint, or was one. */
export async function isTrainingCheckpoint(folder: string): Promise<boolean> {
  const path = join(folder, "state.json");
  if (!(await isThere(path))) return false;
  if (/^step-\d+(\.old)?$/.test(basename(resolve(folder)))) return true;
  const text = await readTextBounded(path, { maxBytes: MOST }).catch(() => "");
  return text.includes('"tiny-cats/training-checkpoint"');
}

/** The weights of a training's checkpoint. Throws `no-such-weights`, and what `readTrainingCheckpoint` throws. */
export async function trainingWeights(path: string, options: FindOptions): Promise<FoundWeights> {
  return chosen({ path, state: await readTrainingCheckpoint(path, { files: READ, ...stop(options) }) }, options);
}

function chosen({ path, state }: FoundCheckpoint, { weights }: FindOptions): FoundWeights {
  const hasAverage = state.files["average.safetensors"] !== undefined;
  const there: readonly WeightsKind[] = hasAverage ? ["raw", "ema"] : ["raw"];
  const kind = weights ?? (hasAverage ? "ema" : "raw");
  if (!there.includes(kind)) throw noSuchWeights(kind, there);
  const note =
    "These are the moving average of the weights; the weights themselves are in model.safetensors beside it.";
  return {
    path: join(path, kind === "ema" ? "average.safetensors" : "model.safetensors"),
    place: { there, chosen: kind },
    run: trainingRun(state),
    notes: kind === "ema" && weights === undefined ? [note] : [],
  };
}

/** The weights of a training's folder; undefined where it is none. `final` is the file of those that it exported, if it did. */
export async function runWeights(
  folder: string,
  final: string | undefined,
  options: FindOptions,
): Promise<FoundWeights | undefined> {
  const { length } = await listTrainingCheckpoints(folder);
  // What was exported is the average: the weights themselves are in the checkpoints alone.
  if (final !== undefined && (options.weights !== "raw" || length === 0)) {
    const found = (await exportedWeights(final, options)) ?? { path: final, notes: [] };
    return { ...found, notes: [...found.notes, "Read from final, which the run exported."] };
  }
  const passed: string[] = [];
  const found = await loadTrainingCheckpoint(folder, {
    which: "best",
    files: READ,
    onDamaged: (_, reason) => void passed.push(`Passed over: ${reason}.`),
    ...stop(options),
  });
  if (!found) return undefined;
  const { path, state } = found;
  const isBest = state.progress.best?.step === state.step;
  const which = isBest ? "the best by its evaluations" : "the newest";
  const weights = chosen(found, options);
  return {
    ...weights,
    notes: [...passed, `Read from ${basename(path)}, ${which} of the run's checkpoints.`, ...weights.notes],
  };
}

/** What a run exported to a folder beside its checkpoints; undefined where the file is of no run. Throws `no-such-weights`. */
export async function exportedWeights(file: string, options: FindOptions): Promise<FoundWeights | undefined> {
  const folder = dirname(resolve(file));
  if (basename(folder) !== "final") return undefined;
  const newest = await loadTrainingCheckpoint(dirname(folder), { files: [], ...stop(options) }).catch((error) => {
    options.signal?.throwIfAborted();
    if (isTinyCatsError(error)) return undefined;
    throw error;
  });
  if (!newest) return undefined;
  await using opened = await openCheckpoint(file, stop(options));
  const kind: WeightsKind = opened.metadata.get("weights") === "ema" ? "ema" : "raw";
  if (options.weights !== undefined && options.weights !== kind) throw noSuchWeights(options.weights, [kind]);
  return {
    path: file,
    place: { there: [kind], chosen: kind },
    // Which of its steps was exported, the checkpoints do not tell.
    run: trainingRun(newest.state, { step: await exportedStep(folder) }),
    notes: [],
  };
}

const stop = ({ signal }: FindOptions) => (signal ? { signal } : {});

/** The step that is told beside the exported weights; null where none is. */
async function exportedStep(folder: string): Promise<number | null> {
  const path = join(folder, "training.json");
  const told = (await isThere(path)) ? await readJsonBounded(path, { maxBytes: MOST }) : undefined;
  const step = (told as { step?: unknown } | null | undefined)?.step;
  return Number.isSafeInteger(step) ? (step as number) : null;
}
