/** What random numbers are for. Numbers of different purposes are independent, also for one seed and index; a value never changes. */
export const purposes = {
  /** A generator's starting noise. */
  noise: 0,
  /** The order in which examples are visited, and which of them are picked. */
  shuffle: 1,
  /** Random changes to a training picture. */
  augmentation: 2,
  /** A network's initial weights. */
  weights: 3,
  /** What a training example is mixed with, and how far: noise or another example. */
  mixing: 4,
} as const;

/** One of the numbers in `purposes`. */
export type Purpose = (typeof purposes)[keyof typeof purposes];
