/**
 * A side of a shape: a number; a name ("batch") or an expression of names ("4*batch", "(seq+1)"), equal where the text is equal;
 * or null where nothing is known.
 */
export type Dim = number | string | null;

/** A product of names and a whole factor; anything else is one opaque name in parentheses. */
interface Monomial {
  readonly factor: number;
  readonly names: readonly string[];
}

/** Longer expressions are given up: a hostile graph could double them at every node. */
const LONGEST = 200;

function parse(dim: number | string): Monomial {
  if (typeof dim === "number") return { factor: dim, names: [] };
  const parts = splitOutside(dim);
  // A name from elsewhere may hold any letters; it stays whole unless every part is one of ours.
  const ours = parts.length > 1 && parts.every((part) => /^([\w.]+|\(.*\))$/.test(part));
  if (!ours) return { factor: 1, names: [dim] };
  const factor = parts.filter((part) => /^\d+$/.test(part)).reduce((product, part) => product * Number(part), 1);
  return { factor, names: parts.filter((part) => !/^\d+$/.test(part)) };
}

/** Splits at the asterisks outside parentheses. */
function splitOutside(dim: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < dim.length; i++) {
    if (dim[i] === "(") depth++;
    if (dim[i] === ")") depth--;
    if (dim[i] === "*" && depth === 0) {
      parts.push(dim.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, dim.slice(start)];
}

function format({ factor, names }: Monomial): Dim {
  if (factor === 0 || names.length === 0) return factor;
  return bounded([...(factor === 1 ? [] : [String(factor)]), ...[...names].sort()].join("*"));
}

function bounded(expression: string): Dim {
  return expression.length > LONGEST ? null : expression;
}

/** The product of sides; null if one is unknown and none is zero. */
export function multiplyDims(dims: readonly Dim[]): Dim {
  if (dims.includes(0)) return 0;
  let factor = 1;
  const names: string[] = [];
  for (const dim of dims) {
    if (dim === null) return null;
    const part = parse(dim);
    factor *= part.factor;
    names.push(...part.names);
  }
  return format({ factor, names });
}

/** The quotient where it is whole for every value of the names, else null; undefined where it can't be whole. */
export function divideDims(dividend: Dim, divisor: Dim): Dim | undefined {
  if (dividend === null || divisor === null) return null;
  if (typeof dividend === "number" && typeof divisor === "number") {
    return divisor !== 0 && dividend % divisor === 0 ? dividend / divisor : undefined;
  }
  const top = parse(dividend);
  const bottom = parse(divisor);
  const names = [...top.names];
  for (const name of bottom.names) {
    const at = names.indexOf(name);
    if (at < 0) return null;
    names.splice(at, 1);
  }
  if (bottom.factor === 0 || top.factor % bottom.factor !== 0) return null;
  return format({ factor: top.factor / bottom.factor, names });
}

/** The sum of two sides. */
export function addDims(a: Dim, b: Dim): Dim {
  if (a === null || b === null) return null;
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (a === 0) return b;
  if (b === 0) return a;
  const [x, y] = [parse(a), parse(b)];
  if (String([...x.names].sort()) === String([...y.names].sort())) {
    return format({ factor: x.factor + y.factor, names: x.names });
  }
  if (typeof a === "number") return addNumber(b as string, a);
  return typeof b === "number" ? addNumber(a, b) : bounded(`(${[a, b].sort().join("+")})`);
}

/** name + number, where the name may already be "(name+number)". */
function addNumber(name: string, number: number): Dim {
  const sum = /^\((.*[^+-])([+-]\d+)\)$/.exec(name);
  // Only our own sums are opened: a base with unbalanced parentheses is none.
  const [base, before] = sum && balanced(sum[1]) ? [sum[1], Number(sum[2])] : [name, 0];
  const total = before + number;
  return total === 0 ? base : bounded(`(${base}${total < 0 ? "" : "+"}${total})`);
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if (letter === "(") depth++;
    if (letter === ")" && --depth < 0) return false;
  }
  return depth === 0;
}

/** floor(side / divisor) for a positive whole divisor. */
export function floorDim(dim: Dim, divisor: number): Dim {
  if (dim === null || divisor === 1) return dim;
  if (typeof dim === "number") return Math.floor(dim / divisor);
  const whole = divideDims(dim, divisor);
  return typeof whole === "string" || typeof whole === "number" ? whole : bounded(`(${dim}/${divisor})`);
}

/** Whether a value can be a side: a whole number from 0 on, a name, or unknown. */
export function canBeSide(dim: Dim): boolean {
  return typeof dim !== "number" || (Number.isSafeInteger(dim) && dim >= 0);
}

/** Whether two sides can be equal: true unless both are known numbers that differ. */
export function mayEqual(a: Dim, b: Dim): boolean {
  return typeof a !== "number" || typeof b !== "number" || a === b;
}

/** How a shape is printed in messages. */
export function formatShape(shape: readonly Dim[] | undefined): string {
  return shape ? `[${shape.map((dim) => dim ?? "?").join(", ")}]` : "of unknown rank";
}
