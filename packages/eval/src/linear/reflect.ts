/**
 * Overwrites x by v with v[0] = 1 such that (1 - tau v transpose(v)) x = (value, 0, ..., 0).
 *
 * Method: LAPACK's dlarfg.
 */
export function reflect(a: Float64Array, at: number, length: number): { value: number; tau: number } {
  let rest = 0;
  for (let i = 1; i < length; i++) rest += a[at + i] ** 2;
  const head = a[at];
  a[at] = 1;
  if (rest === 0) return { value: head, tau: 0 };
  const norm = Math.sqrt(head * head + rest);
  const value = head > 0 ? -norm : norm;
  const scale = 1 / (head - value);
  for (let i = 1; i < length; i++) a[at + i] *= scale;
  return { value, tau: (value - head) / value };
}
