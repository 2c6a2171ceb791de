import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Node } from "../model/model.ts";

/** The error for an operator, or a way of using one, that passes no gradients back here. */
export function noRule({ op, domain, name }: Node, why = "it has no gradient here"): TinyCatsError {
  const title = domain ? `${domain}.${op}` : op;
  return new TinyCatsError("no-gradient-rule", `${title} (node ${name}): ${why}`, {
    value: title,
    remedy: "compute it with operators of the table in the package's README, or ask for gradients of values after it.",
  });
}
