import type { State } from "./velocity.ts";

/** x + the sum of weight * v: a new array of the type of `x`, each element summed in double and stored once. */
export function combine<S extends State>(x: S, ...terms: readonly (readonly [weight: number, v: S])[]): S {
  const out = new (x.constructor as new (length: number) => S)(x.length);
  // Most steps have one term or two: without the inner loop the engine makes straight code of them.
  if (terms.length === 1) {
    const [[weight, v]] = terms;
    for (let i = 0; i < out.length; i++) out[i] = x[i] + weight * v[i];
    return out;
  }
  if (terms.length === 2) {
    const [[first, v], [second, w]] = terms;
    for (let i = 0; i < out.length; i++) out[i] = x[i] + (0 + first * v[i] + second * w[i]);
    return out;
  }
  for (let i = 0; i < out.length; i++) {
    let change = 0;
    for (let k = 0; k < terms.length; k++) change += terms[k][0] * terms[k][1][i];
    out[i] = x[i] + change;
  }
  return out;
}
