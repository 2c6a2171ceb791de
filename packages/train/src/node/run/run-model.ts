import { join } from "node:path";
import { listTrainingCheckpoints } from "@tiny-cats/checkpoint/training";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type TrainingEnd, type TrainOptions, train } from "../../loop/train.ts";
import type { Step } from "../../step/step.ts";
import { checkpointFolder } from "../checkpoint/checkpoint-folder.ts";
import type { TrainedModel } from "../checkpoint/trained-model.ts";
import { openEventLog } from "../event-log.ts";
import { lockRun } from "./lock-run.ts";
import type { ModelTrainingEvent } from "./model-training-event.ts";
import type { ModelTrainingOptions } from "./model-training-options.ts";

/** Logs an event and passes it on. */
export type Tell = (event: ModelTrainingEvent) => Promise<void>;

/** A run of `train` that is kept in a folder. */
export interface ModelRun extends Omit<TrainOptions, "onEvent" | "checkpoints" | "batches"> {
  readonly batches: (tell: Tell) => TrainOptions["batches"];
  readonly seed: number;
  /** The runtime and its version. */
  readonly runtime: string;
  readonly parent?: string;
  /** What the data is called, and the SHA-256 that stands for it. */
  readonly dataset: string;
  readonly dataSha256: string;
  /** What is trained: its checkpoints say so. */
  readonly model: TrainedModel;
  /** What is told before anything is computed. */
  readonly prepared: ModelTrainingEvent;
  /** Is told each event after it was logged, and before the next; what it throws ends the run. */
  readonly afterEvent?: (event: ModelTrainingEvent, tell: Tell) => Promise<void>;
}

/**
 * Trains a step with its checkpoints and events in the folder `out`.
 *
 * Throws `run-exists` where the folder has checkpoints and nothing is to be resumed, `no-run` where there is nothing to resume, and what `lockRun` and `train` throw.
 */
export async function runModel(
  step: Step,
  run: ModelRun,
  {
    out,
    resume = false,
    threads,
    precision,
    onEvent = () => {},
  }: Pick<ModelTrainingOptions, "out" | "resume" | "threads" | "precision" | "onEvent">,
): Promise<TrainingEnd> {
  const {
    seed,
    runtime,
    parent,
    dataset,
    dataSha256,
    model,
    prepared,
    batches,
    afterEvent = async () => {},
    ...options
  } = run;
  // What is refused leaves no folder behind.
  await checkRun(out, resume);
  return await lockRun(
    out,
    async ({ signal }) => {
      // Another process may have been there before the lock was this one's.
      await checkRun(out, resume);
      await using log = await openEventLog(join(out, "events.jsonl"));
      const tell: Tell = async (event) => {
        await log.write(event);
        await onEvent(event);
      };
      await tell(prepared);
      if (precision === "mixed") await tell({ type: "precision", asked: "mixed", used: "float32" });
      return await train(step, {
        ...options,
        batches: batches(tell),
        signal,
        checkpoints: checkpointFolder(out, {
          runtime,
          seed,
          model,
          ...(threads !== undefined && { threads }),
          lineage: { ...(parent !== undefined && { parent }), data: dataSha256, dataset },
        }),
        async onEvent(event) {
          await tell(event);
          await afterEvent(event, tell);
        },
      });
    },
    options.signal && { signal: options.signal },
  );
}

async function checkRun(out: string, resume: boolean): Promise<void> {
  const { length } = await listTrainingCheckpoints(out);
  if (length > 0 && !resume) {
    throw new TinyCatsError("run-exists", `${out} has ${length} checkpoints of a run`, {
      value: out,
      remedy: "resume that run, or name another folder; nothing of it was changed",
    });
  }
  if (length === 0 && resume) {
    throw new TinyCatsError("no-run", `${out} has no checkpoint to resume`, {
      value: out,
      remedy: "leave out resume to begin a run there, or name the folder of the run",
    });
  }
}
