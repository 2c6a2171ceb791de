import type { Dim } from "../shape/dim.ts";

/** The number that a side's expression stands for once its names are numbers; null stays null. */
export function evaluateDim(expression: Dim, names: Readonly<Record<string, number>>): number | null {
  if (expression === null || typeof expression === "number") return expression;
  const dim: string = expression;
  let at = 0;
  return sum();

  function sum(): number {
    let total = product();
    while (at < dim.length && "+-".includes(dim[at])) total += dim[at++] === "+" ? product() : -product();
    return total;
  }
  function product(): number {
    let total = atom();
    for (; at < dim.length && "*/".includes(dim[at]); ) {
      if (dim[at++] === "*") total *= atom();
      else total = Math.floor(total / atom());
    }
    return total;
  }
  function atom(): number {
    if (dim[at] === "(") {
      at++;
      const value = sum();
      at++;
      return value;
    }
    const [word] = /^\w+/.exec(dim.slice(at))!;
    at += word.length;
    return /^\d+$/.test(word) ? Number(word) : names[word];
  }
}
