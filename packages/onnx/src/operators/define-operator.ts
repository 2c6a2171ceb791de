import type { DType } from "../model/dtype.ts";
import type { Operand, Operator } from "./operator.ts";

/** How an operator is written down; see `Operator`. */
export interface OperatorDefinition
  extends Omit<Operator, "name" | "inputs" | "outputs" | "types" | "attributes">,
    Partial<Pick<Operator, "attributes">> {
  /** As in "A:T B:T C?:T -> Y:T"; `?` is optional, `*` any number, `@18` since that opset. */
  readonly signature: string;
  readonly types?: Readonly<Record<string, readonly DType[]>>;
}

/** Makes an operator of its definition. */
export function defineOperator(
  name: string,
  { signature, types = {}, attributes = {}, ...rest }: OperatorDefinition,
): Operator {
  const [inputs, outputs] = signature
    .split("->")
    .map((side) => side.trim().split(" ").filter(Boolean).map(parseOperand));
  return { name, inputs, outputs, types, attributes, ...rest };
}

function parseOperand(text: string): Operand {
  const [, name, mark, type, since] = /^(\w+)([?*]?):(\w+)(?:@(\d+))?$/.exec(text)!;
  return {
    name,
    type,
    ...(mark === "?" && { optional: true }),
    ...(mark === "*" && { variadic: true }),
    ...(since && { since: Number(since) }),
  };
}
