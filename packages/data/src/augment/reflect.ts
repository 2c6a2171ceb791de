/**
 * Where a coordinate outside a row of `length` pixels falls when the row is mirrored at its outer edges, again and again; 0 to length - 1.
 *
 * Pixel i reaches from i - 1/2 to i + 1/2, so the edge pixels appear twice: grid_sample's "reflection" with align_corners = false.
 */
export function reflect(at: number, length: number): number {
  if (at >= 0 && at <= length - 1) return at;
  const span = 2 * length;
  const turned = (((at + 0.5) % span) + span) % span;
  const inside = (turned > length ? span - turned : turned) - 0.5;
  return Math.min(length - 1, Math.max(0, inside));
}
