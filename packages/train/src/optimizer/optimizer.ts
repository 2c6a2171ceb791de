/** Vectors of one length that an update reads and writes. */
export interface UpdateVectors {
  readonly weight: Float32Array;
  /** The gradient before clipping: `scale` clips it. It is not written. */
  readonly gradient: Float32Array;
  /** The optimizer's memory, one vector for each name in `slots`, zero at first. */
  readonly slots: Readonly<Record<string, Float32Array>>;
}

/** What an update's numbers follow from. */
export interface UpdateMoment {
  /** Updates so far, this one included: 1, 2, ... */
  readonly step: number;
  /** Learning rate, 0 or more. */
  readonly rate: number;
  /** What gradients are multiplied by, so that their norm is within its limit: 0 to 1. */
  readonly scale: number;
  /** Whether these weights decay. */
  readonly decays: boolean;
}

/** A rule of descent as a value: what it remembers, and how it moves weights. */
export interface Optimizer {
  readonly name: string;
  /** Its settings, for reports and checkpoints. */
  readonly settings: Readonly<Record<string, number | boolean>>;
  readonly slots: readonly string[];
  /** Moves the weights and what is remembered, in place. */
  update(vectors: UpdateVectors, moment: UpdateMoment): void;
}
