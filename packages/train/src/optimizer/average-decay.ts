/**
 * What an exponential average of weights keeps of itself at update `step` (1, 2, ...): min(decay, (1 + step) / (10 + step)), so that the first
 * weights are soon forgotten.
 */
export function averageDecay(decay: number, step: number): number {
  return Math.min(decay, (1 + step) / (10 + step));
}
