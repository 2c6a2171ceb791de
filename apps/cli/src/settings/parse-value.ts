import type { OptionSpec } from "../table/option-spec.ts";
import { usageError } from "../usage-error.ts";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NOT_FINITE = /^([+-]?)(nan|inf(?:inity)?)$/i;
const YES = ["1", "true", "yes", "on"];
const NO = ["", "0", "false", "no", "off"];

/**
 * The value of an option from its text, wherever it was written; `where` names that place in an error.
 * Ranges that the packages check themselves (seed, steps, guidance) are left to them, NaN and infinities included.
 *
 * @throws TinyCatsError "invalid-option-value"
 */
export function parseValue(
  spec: OptionSpec,
  text: string,
  where: string,
): string | number | boolean | readonly [number, number] {
  switch (spec.type) {
    case "flag":
      if (YES.includes(text.toLowerCase())) return true;
      if (NO.includes(text.toLowerCase())) return false;
      throw invalid(text, where, "use 1 or 0");
    case "choice":
      if (spec.choices?.includes(text)) return text;
      throw invalid(text, where, `use one of ${spec.choices?.join(", ")}`);
    case "integer":
    case "number":
      return inRange(spec, parseNumber(spec, text, where), text, where);
    case "interval": {
      const [from, to, ...more] = text.split(",").map(toNumber);
      if (from !== undefined && to !== undefined && more.length === 0) return [from, to];
      throw invalid(text, where, "give two numbers with a comma between them, such as 0.1,0.9");
    }
    default:
      if (text === "") throw invalid(text, where, "give a value that is not empty");
      return text;
  }
}

function parseNumber({ type }: OptionSpec, text: string, where: string): number {
  const value = toNumber(text);
  if (value !== undefined) return value;
  throw invalid(text, where, type === "integer" ? "use a whole number" : "use a number");
}

function toNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return Number(trimmed);
  const special = NOT_FINITE.exec(trimmed);
  if (!special) return undefined;
  if (special[2].toLowerCase() === "nan") return Number.NaN;
  return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function inRange(spec: OptionSpec, value: number, text: string, where: string): number {
  const { min, max, type } = spec;
  if (min === undefined && max === undefined) return value;
  const whole = type === "number" || Number.isInteger(value);
  if (whole && value >= (min ?? Number.NEGATIVE_INFINITY) && value <= (max ?? Number.POSITIVE_INFINITY)) return value;
  const kind = type === "integer" ? "a whole number" : "a number";
  throw invalid(text, where, `use ${kind} ${max === undefined ? `of at least ${min}` : `from ${min ?? 0} to ${max}`}`);
}

function invalid(text: string, where: string, remedy: string) {
  return usageError("invalid-option-value", `${where} can't be "${text.slice(0, 64)}"`, { value: text, remedy });
}
