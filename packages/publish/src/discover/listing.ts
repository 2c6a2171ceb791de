/** Paths that may be models, in one of the places. */
export interface Listing {
  /** Absolute. Of a lower rank is taken before a higher one; within a rank, the newest. */
  found: { path: string; rank: number }[];
  /** What was looked for and not found, and why. */
  passed: { path: string; reason: string }[];
}
