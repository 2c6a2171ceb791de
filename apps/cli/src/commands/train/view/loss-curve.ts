/** Means of the loss over equal spans of updates: as many as a screen can show, however long the run. */
export interface LossCurve {
  /** Updates of a span. */
  readonly span: number;
  readonly sums: readonly number[];
  readonly counts: readonly number[];
}

const MOST = 128;

export const NO_CURVE: LossCurve = { span: 1, sums: [], counts: [] };

/** The curve with the loss of update `step` (from 1 on) besides. */
export function addLoss(curve: LossCurve, step: number, loss: number): LossCurve {
  let { span, sums, counts } = curve;
  while (Math.ceil(step / span) > MOST) {
    sums = halved(sums);
    counts = halved(counts);
    span *= 2;
  }
  const at = Math.ceil(step / span) - 1;
  const added = (values: readonly number[], value: number) =>
    Array.from({ length: Math.max(values.length, at + 1) }, (_, i) => (values[i] ?? 0) + (i === at ? value : 0));
  return { span, sums: added(sums, loss), counts: added(counts, 1) };
}

/** The curve up to update `step`: what came after it was taken back. */
export function cutCurve({ span, sums, counts }: LossCurve, step: number): LossCurve {
  const length = Math.ceil(step / span);
  return { span, sums: sums.slice(0, length), counts: counts.slice(0, length) };
}

/** The mean of each span from the first update that is known; undefined where a span has none. */
export function lossMeans({ sums, counts }: LossCurve): (number | undefined)[] {
  const means = sums.map((sum, i) => (counts[i] > 0 ? sum / counts[i] : undefined));
  const first = means.findIndex((mean) => mean !== undefined);
  return first < 0 ? [] : means.slice(first);
}

function halved(values: readonly number[]): number[] {
  return Array.from({ length: Math.ceil(values.length / 2) }, (_, i) => values[2 * i] + (values[2 * i + 1] ?? 0));
}
