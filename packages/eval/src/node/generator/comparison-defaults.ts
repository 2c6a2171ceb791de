/** How drawings are compared with real heads where nothing else is told: the same for every verb, so that their numbers are. */
export const COMPARISON_DEFAULTS = { perBreed: 100, seed: 0, batchSize: 12, margin: 1.3 } as const;
