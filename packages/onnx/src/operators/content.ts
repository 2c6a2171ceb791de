import type { Dim } from "../shape/dim.ts";
import { MOST_AXES } from "../shape/most-axes.ts";
import type { RuleContext } from "./operator.ts";

/** The numbers of a content, or undefined where one is not known as a number. */
export function knownNumbers(content: readonly Dim[] | undefined): number[] | undefined {
  return content?.every((value) => typeof value === "number") ? (content as number[]) : undefined;
}

/** The shape that an operand's elements spell out. */
export function shapeOfContent(context: RuleContext, input: number): Dim[] | undefined {
  const content = context.content(input);
  if (content) return content.map((dim) => (typeof dim === "number" && dim < 0 ? null : dim));
  const [rank] = context.shapes[input] ?? [];
  return typeof rank === "number" && rank <= MOST_AXES ? new Array<Dim>(rank).fill(null) : undefined;
}
