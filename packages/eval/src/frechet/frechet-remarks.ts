/** Below so many pictures, the literature's advice goes, a Frechet distance says more of their number than of them. */
const FEW = 2048;

/** Why a Frechet distance may mislead, in sentences. */
export function frechetRemarks(counts: readonly number[], ranks: readonly number[], dimension: number): string[] {
  const remarks: string[] = [];
  counts.forEach((count, i) => {
    const set = i === 0 ? "first" : "second";
    if (count < FEW)
      remarks.push(
        `The ${set} set has ${count} pictures, fewer than ${FEW}: the distance is biased upwards by an amount that depends on that number.`,
      );
    if (count <= dimension)
      remarks.push(`The ${set} set has ${count} pictures for ${dimension} features: its covariance has no full rank.`);
    else if (ranks[i] < dimension)
      remarks.push(
        `The covariance of the ${set} set has rank ${ranks[i]} of ${dimension}: some features depend on others.`,
      );
  });
  return remarks;
}
