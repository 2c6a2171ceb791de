import type { Optimizer } from "../optimizer/optimizer.ts";

/** A value of a batch: its first side is the number of examples. */
export interface BatchTensor {
  readonly data: Float32Array | BigInt64Array;
  readonly shape: readonly number[];
}

/** The inputs of a batch by name. */
export type Batch = Readonly<Record<string, BatchTensor>>;

/** How one update is made. */
export interface RunOptions {
  /** Learning rate. */
  readonly rate: number;
  /** Greatest norm of the gradient of all weights together, to which it is shortened; unlimited unless told. */
  readonly clip?: number;
  /** Examples that are computed at a time, to be summed up; all unless told. */
  readonly microBatch?: number;
  /** What each example counts for in the loss, [batch]; the same for each, 1 in all, unless told. */
  readonly shares?: Float32Array;
  /** What the average of weights keeps of itself, 0 to 1; needed where one is kept. */
  readonly average?: number;
  /** The variant that the batch is for, by its name; the model itself unless told. */
  readonly variant?: string;
  readonly signal?: AbortSignal;
}

/** What an update came from. */
export interface StepResult {
  /** The batch's loss before the update. */
  readonly loss: number;
  /** Norm of the gradient of all weights together, before clipping. */
  readonly norm: number;
}

/** A model in training: its weights, what the optimizer remembers, and the one thing that changes them. */
export interface Step {
  /** Updates so far. */
  readonly count: number;
  /** The trained weights by name, as they are now: views that the next run changes. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Their average, where one is kept. */
  readonly average: ReadonlyMap<string, Float32Array> | undefined;
  /** Running statistics of batch normalisation by name, where they are kept up. */
  readonly statistics: ReadonlyMap<string, Float32Array>;
  /** All that a resumed run needs: views that the next run changes. */
  readonly state: StepState;
  /** Shapes of weights and running statistics by name. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Name and settings of what updates the weights. */
  readonly optimizer: Pick<Optimizer, "name" | "settings">;
  /**
   * One update from one batch.
   *
   * Throws `not-finite` where loss or gradient are NaN or infinite, `wrong-batch`, `unknown-variant`, the signal's reason: nothing is updated then.
   */
  run(batch: Batch, options: RunOptions): Promise<StepResult>;
  /** Takes up where another step's state was. Throws `wrong-step-state`: nothing is changed then. */
  restore(state: StepState): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Numbers of a step by the names of weights, whatever order they lie in, and the number of updates. */
export interface StepState {
  readonly count: number;
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** The weights' average, where one is kept. */
  readonly average?: ReadonlyMap<string, Float32Array>;
  /** Running statistics of batch normalisation. */
  readonly statistics: ReadonlyMap<string, Float32Array>;
  /** What the optimizer remembers of each weight, by slot. */
  readonly memory: Readonly<Record<string, ReadonlyMap<string, Float32Array>>>;
}
