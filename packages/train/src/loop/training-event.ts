import type { Schedule } from "../schedule/schedule.ts";

/** Why a run ended: all updates were made, the signal fired, evaluations grew no better, or the batches came to an end. */
export type StopReason = "finished" | "aborted" | "early" | "data-ended";

/** What happens in a run. `step` is the number of updates made so far. */
export type TrainingEvent =
  | { readonly type: "started"; readonly step: number; readonly steps: number; readonly schedule: Schedule["settings"] }
  /** The warm-up was longer than the run. */
  | { readonly type: "warmup-cut"; readonly asked: number; readonly warmup: number }
  /** A checkpoint was passed over for the one before it. */
  | { readonly type: "checkpoint-damaged"; readonly checkpoint: string; readonly reason: string }
  /** The run goes on from a checkpoint; `differences` is what is not as it was, for which the bits may differ. */
  | { readonly type: "resumed"; readonly step: number; readonly differences: readonly string[] }
  | {
      readonly type: "step";
      readonly step: number;
      readonly epoch: number;
      readonly loss: number;
      /** Norm of the gradient before clipping. */
      readonly norm: number;
      readonly rate: number;
      readonly examples: number;
      /** The step's variant that the batch was for, where it named one. */
      readonly variant?: string;
      /** Time of the update, and before it the wait for its batch. */
      readonly milliseconds: number;
      readonly waited: number;
    }
  | {
      readonly type: "evaluated";
      readonly step: number;
      readonly value: number;
      readonly metrics: Readonly<Record<string, number | null>>;
      readonly isBest: boolean;
    }
  | { readonly type: "saved"; readonly step: number }
  /** Update `from` gave NaN or infinity: the run is at `step` again, its rate multiplied by `rateScale` from now on. */
  | {
      readonly type: "rolled-back";
      readonly step: number;
      readonly from: number;
      readonly rateScale: number;
      readonly reason: string;
    }
  /** Memory did not suffice: from now on so many examples are computed at a time. */
  | { readonly type: "micro-batch"; readonly step: number; readonly microBatch: number }
  | { readonly type: "stopped"; readonly step: number; readonly reason: StopReason };
