import type { Attribute, Node } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import type { NodeAttributes, Operator } from "../operators/operator.ts";
import { wrongAttribute } from "../operators/refuse.ts";

/** A node's attributes as its operator has them at `opset`, with defaults. Throws `invalid-attribute`. */
export function readAttributes(node: Node, operator: Operator, opset: number): NodeAttributes {
  const specs = Object.entries(operator.attributes).filter(
    ([, { since = 0, until = Number.POSITIVE_INFINITY }]) => opset >= since && opset <= until,
  );
  const values = new Map<string, Attribute["value"]>();
  for (const [name, spec] of specs) {
    const given = node.attributes.get(name);
    if (given && given.type !== spec.type)
      throw wrongAttribute({ node }, `${name} is a ${given.type}, not a ${spec.type}`, given.value);
    if (!given && spec.required) throw wrongAttribute({ node }, `${name} is missing`, name);
    if (given && spec.values && !spec.values.includes(given.value as string)) {
      throw wrongAttribute({ node }, `${name} is one of ${spec.values.join(", ")}`, given.value);
    }
    if (given && /^ints?$/.test(given.type) && ![given.value].flat().every(Number.isSafeInteger)) {
      throw wrongAttribute({ node }, `${name} is not of whole numbers`, given.value);
    }
    const value = given?.value ?? spec.default;
    if (value !== undefined) values.set(name, value);
  }
  for (const name of node.attributes.keys()) {
    if (!specs.some(([known]) => known === name))
      throw wrongAttribute({ node }, `there is no ${name} at opset ${opset}`, name);
  }
  return {
    has: (name) => values.has(name),
    int: (name) => values.get(name) as number,
    float: (name) => values.get(name) as number,
    text: (name) => values.get(name) as string,
    ints: (name) => values.get(name) as readonly number[],
    floats: (name) => values.get(name) as readonly number[],
    tensor: (name) => values.get(name) as Tensor,
  };
}
