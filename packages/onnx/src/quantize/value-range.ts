/** The least and the largest number that a value has. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** Ranges by the value's name. */
export type ValueRanges = ReadonlyMap<string, ValueRange>;
