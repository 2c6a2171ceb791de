import type { Augmentation, AugmentationLevel, ImageSet } from "@tiny-cats/data";
import type { ScheduleOptions } from "../../schedule/schedule.ts";
import type { ModelTrainingEvent } from "./model-training-event.ts";

/** What the training of a classifier and that of a generator have in common. */
export interface ModelTrainingOptions {
  /** Pictures with labels. Those of the split "train" are learnt from; those of "val" measure, or a share of the former, see `valSplit`. */
  readonly data: ImageSet;
  /** Folder of the run: `step-<n>/`, `events.jsonl`, `samples/`. A run goes on from what is there where `resume` says so. */
  readonly out: string;
  /** Goes on from the newest checkpoint in `out`; without it `out` must hold none. */
  readonly resume?: boolean;
  /** Updates of the whole run; or passes over the data, `epochs`. */
  readonly steps?: number;
  readonly epochs?: number;
  /** Examples of an update. */
  readonly batchSize?: number;
  /** Parts in which the gradient of an update is computed, one after the other; as many as are quickest unless told. */
  readonly accumulate?: number;
  readonly rate?: number;
  readonly minRate?: number;
  /** Updates. */
  readonly warmup?: number;
  readonly schedule?: ScheduleOptions["kind"];
  readonly decay?: number;
  readonly clip?: number;
  /** What the average of weights keeps of itself in an update, once it is warm. The average is what is sampled, measured and exported. */
  readonly average?: number;
  /** What is done to pictures after they are cut out: a level, or all of it. */
  readonly augment?: AugmentationLevel | Omit<Augmentation, "crop">;
  readonly earlyStopping?: { readonly patience: number; readonly minDelta?: number };
  /** Share of the pictures of "train" that measures instead, where the set has no "val". */
  readonly valSplit?: number;
  readonly seed?: number;
  /** Threads that read and change pictures. */
  readonly workers?: number;
  /** Threads of the runtime. */
  readonly threads?: number;
  /** "mixed" asks for half precision where the runtime has it. Its kernels on a CPU have not: the run is told so, and computes in float32. */
  readonly precision?: "float32" | "mixed";
  /** Updates from one saving to the next, and from one evaluation to the next. */
  readonly saveEvery?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ModelTrainingEvent) => void | Promise<void>;
}
