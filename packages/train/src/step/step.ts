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
  /** All that a resumed run needs: vectors of every weight side by side, in an order of their own. */
  readonly state: StepState;
  /**
   * One update from one batch.
   *
   * Throws `not-finite` where loss or gradient are NaN or infinite, `wrong-batch`, the signal's reason: nothing is updated then.
   */
  run(batch: Batch, options: RunOptions): Promise<StepResult>;
  /** Takes up where another step's state was. Throws `wrong-step-state`. */
  restore(state: StepState): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Vectors by name and the number of updates. */
export interface StepState {
  readonly count: number;
  /** `weight`, `average` and the optimizer's `slot_*`, each the length of all weights with their gaps. */
  readonly vectors: Readonly<Record<string, Float32Array>>;
}
