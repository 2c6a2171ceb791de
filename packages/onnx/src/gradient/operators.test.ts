import { expect, test } from "vitest";
import { OPERATORS } from "../operators/operators.ts";
import { GRADIENTS } from "./gradient-rules.ts";

/** Nothing that is differentiated goes into them, or nothing comes out: whole numbers and truths, shapes, values made of nothing. */
const WITHOUT = [
  ..."Not Equal Less LessOrEqual Greater GreaterOrEqual And Or Xor ArgMax ArgMin Shape Size Constant ConstantOfShape Range".split(
    " ",
  ),
  ..."QuantizeLinear DequantizeLinear DynamicQuantizeLinear MatMulInteger ConvInteger".split(" "),
];
test("every operator has a rule or is one of those without gradient, and no other has a rule", () => {
  const named = [...GRADIENTS.keys(), ...WITHOUT];
  expect(named.toSorted()).toEqual([...OPERATORS.keys()].toSorted());
});
