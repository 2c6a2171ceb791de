import { rm } from "node:fs/promises";
import { join } from "node:path";
import { listTrainingCheckpoints, loadTrainingCheckpoint } from "@tiny-cats/checkpoint/training";
import { readJsonBounded } from "@tiny-cats/files";
import type { Checkpoints, RunSettings } from "../../loop/checkpoints.ts";
import { checkCount } from "../../optimizer/check-count.ts";
import type { Step } from "../../step/step.ts";
import { wrongCheckpoint } from "./checkpoint-errors.ts";
import { CONFIG_FILE } from "./checkpoint-files.ts";
import { environment } from "./environment.ts";
import { configText, removeStaged, saveCheckpoint } from "./save-checkpoint.ts";
import { restoreTensors } from "./tensor-files.ts";
import type { TrainedModel } from "./trained-model.ts";

export interface CheckpointFolderOptions {
  /** The runtime and its version, such as "onnxruntime-node 1.24.3". */
  readonly runtime: string;
  /** Threads of an operator, where they were given to the step. */
  readonly threads?: number;
  /** What batches and augmentation are drawn from. */
  readonly seed: number;
  /** What the weights began as, the SHA-256 of the data and what it is called, where they are known. */
  readonly lineage?: { readonly parent?: string; readonly data?: string; readonly dataset?: string };
  /** What the weights are of: with it a checkpoint is read wherever a model is. */
  readonly model?: TrainedModel;
  /** How many of the newest stay, beside the best; 3 unless told. */
  readonly keepLast?: number;
}

/** More than any config.json has. */
const MOST = 2 ** 24;

/**
 * Keeps a run's state in a folder: `step-<n>/` each, found by what is there and never by a pointer. What one process saves another goes on
 * from, bit for bit where settings, threads, runtime and processor are the same; what differs is told. One process at a time: see `lockRun`.
 *
 * Its `load` throws `wrong-checkpoint`, and what `loadTrainingCheckpoint` throws; its `save` what `@tiny-cats/files` throws.
 */
export function checkpointFolder(folder: string, options: CheckpointFolderOptions): Checkpoints {
  const { runtime, threads, seed, lineage, model, keepLast = 3 } = options;
  checkCount("keepLast", keepLast, 1);
  const about = {
    seed,
    lineage: {
      parent: lineage?.parent ?? null,
      data: lineage?.data ?? null,
      ...(lineage?.dataset !== undefined && { dataset: lineage.dataset }),
    },
    environment: environment(runtime, threads),
  };
  /** They count for nothing, and go when newer ones are kept. */
  const bad = new Set<string>();
  const given = (step: Step, settings: RunSettings) => ({ ...about, optimizer: step.optimizer, settings });
  return {
    async save(step, progress, settings) {
      const facts = {
        schema: "tiny-cats/training-checkpoint" as const,
        version: 1 as const,
        step: step.count,
        saved: new Date().toISOString(),
        progress: { ...progress, metrics: { ...progress.metrics } },
        ...given(step, { ...settings }),
        optimizer: { name: step.optimizer.name, settings: { ...step.optimizer.settings } },
      };
      await saveCheckpoint(folder, step, facts, model);
      // One that was damaged is whole now.
      bad.delete(join(folder, `step-${step.count}`));
      const older = (await listTrainingCheckpoints(folder)).filter((one) => one.step < step.count);
      const whole = older.filter(({ path, isOld }) => !isOld && !bad.has(path));
      const kept = new Set(whole.slice(0, keepLast - 1));
      for (const one of older) {
        const isBest = one.step === progress.best?.step && whole.includes(one);
        if (!kept.has(one) && !isBest) await rm(one.path, { recursive: true, force: true });
      }
    },
    async load(step, settings, { onDamaged } = {}) {
      await removeStaged(folder);
      const found = await loadTrainingCheckpoint(folder, {
        async onDamaged(path, reason) {
          bad.add(path);
          await onDamaged?.(path, reason);
        },
      });
      if (!found) return undefined;
      const { path, state } = found;
      if (state.optimizer.name !== step.optimizer.name) {
        throw wrongCheckpoint(path, `its optimizer is ${state.optimizer.name}, and not ${step.optimizer.name}`);
      }
      const files = Object.keys(state.files);
      const saved = files.includes(CONFIG_FILE) && (await readJsonBounded(join(path, CONFIG_FILE), { maxBytes: MOST }));
      await restoreTensors(step, { path, count: state.step, files }, model?.weights);
      return {
        progress: state.progress,
        differences: [
          ...differences(state, given(step, settings)),
          ...(model && saved ? differences(saved, JSON.parse(configText(model)), "model.") : []),
        ],
      };
    },
  };
}

/** What is not as it was, in words. */
function differences(before: object, now: object, at = ""): string[] {
  const json = (value: unknown) => JSON.stringify(value) ?? "none";
  const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
  return Object.entries(now).flatMap(([name, value]) => {
    const was = (before as Record<string, unknown>)[name];
    if (isObject(value) && isObject(was)) return differences(was, value, `${at}${name}.`);
    return json(was) === json(value) ? [] : [`${at}${name} was ${json(was)} and is ${json(value)}`];
  });
}
