/** What times are read from. */
export interface Clock {
  /** Milliseconds since whenever, never less than before. */
  now(): number;
}

/** The clock of Node and browsers, which never goes back. */
export const performanceClock: Clock = { now: () => performance.now() };
