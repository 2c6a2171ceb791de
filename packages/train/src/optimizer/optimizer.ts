import type { GraphBuilder, Value } from "@tiny-cats/onnx";

/** Vectors that an optimizer's formula is written over, all of the same length, and numbers that change with the step, as scalars. */
export interface UpdateOperands {
  readonly weight: Value;
  /** The gradient as it was summed, before clipping: `scale` clips it. */
  readonly gradient: Value;
  /** The optimizer's memory, one vector for each name in `slots`, zero at first. */
  readonly slots: Readonly<Record<string, Value>>;
  readonly scalars: Readonly<Record<string, Value>>;
}

/** What an optimizer's numbers follow from. */
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

/** A rule of descent as a value: what it remembers, its numbers at a step, and its formula as a graph. */
export interface Optimizer {
  readonly name: string;
  /** Its settings, for reports and checkpoints. */
  readonly settings: Readonly<Record<string, number | boolean>>;
  readonly slots: readonly string[];
  /** The numbers of a step by name; always the same names. */
  scalars(moment: UpdateMoment): Readonly<Record<string, number>>;
  /**
   * The new weight and slots. Results are written where the operands lie: an operand that has a result may be read only by what the result is
   * computed from.
   */
  update(g: GraphBuilder, operands: UpdateOperands): { weight: Value; slots: Readonly<Record<string, Value>> };
}
