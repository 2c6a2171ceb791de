import { TinyCatsError } from "@tiny-cats/schema/errors";
import { formatShape } from "../shape/dim.ts";
import type { RuleContext } from "./operator.ts";

/** The error for operands whose shapes do not suit an operator; names the node, its operands and their shapes. */
export function wrongShape({ node, shapes }: Pick<RuleContext, "node" | "shapes">, why: string): TinyCatsError {
  const operands = node.inputs.map((name, i) =>
    `${name || "(none)"} ${shapes[i] ? formatShape(shapes[i]) : ""}`.trim(),
  );
  return new TinyCatsError("wrong-operand-shape", `${node.op}(${operands.join(", ")}): ${why}`, {
    value: shapes,
    remedy: `give ${node.op} operands whose shapes fit.`,
  });
}

/** The error for operands whose values an operator can't take: an index out of range, a shape below zero. */
export function wrongValue({ node }: Pick<RuleContext, "node">, why: string, value?: unknown): TinyCatsError {
  return new TinyCatsError("wrong-operand-value", `${node.op}(${node.inputs.join(", ")}): ${why}`, {
    value,
    remedy: `give ${node.op} values that the other operands allow.`,
  });
}

/** The error for an attribute that an operator does not have, or that has a value it can't have. */
export function wrongAttribute({ node }: Pick<RuleContext, "node">, why: string, value?: unknown): TinyCatsError {
  return new TinyCatsError("invalid-attribute", `${node.op} -> ${node.outputs.join(", ")}: ${why}`, {
    value,
    remedy: "use the attributes that the operator has at this opset.",
  });
}
