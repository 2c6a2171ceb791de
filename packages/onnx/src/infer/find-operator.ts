import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Model, Node } from "../model/model.ts";
import type { Operator } from "../operators/operator.ts";
import { OPERATORS, OPSETS } from "../operators/operators.ts";

/** The operator that a node applies. Throws `unsupported-operator`. */
export function findOperator({ op, domain }: Pick<Node, "op" | "domain">, opset: number): Operator {
  const operator = domain === "" ? OPERATORS.get(op) : undefined;
  if (!operator || (operator.since ?? 0) > opset) {
    const name = domain ? `${domain}.${op}` : op;
    throw new TinyCatsError("unsupported-operator", `there is no operator ${name} here at opset ${opset}`, {
      value: name,
      remedy: operator
        ? `use opset ${operator.since} or newer.`
        : "use operators of the table in the package's README.",
    });
  }
  return operator;
}

/** The version of ONNX's own operators that a model uses. Throws `unsupported-onnx` outside 17 to 22. */
export function opsetOf({ opsets }: Pick<Model, "opsets">): number {
  return checkOpset(opsets.get("") ?? 0);
}

/** Throws `unsupported-onnx` unless the operators of that version are known. */
export function checkOpset(opset: number): number {
  if (!Number.isInteger(opset) || opset < OPSETS.first || opset > OPSETS.last) {
    throw new TinyCatsError("unsupported-onnx", `opset ${opset} is not supported`, {
      value: opset,
      remedy: `export the model with opset ${OPSETS.first} to ${OPSETS.last}.`,
    });
  }
  return opset;
}
