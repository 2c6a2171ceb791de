import { ALL, FLOATS, NUMBERS } from "../model/dtype.ts";
import { roundToEven } from "../model/half.ts";
import { defineOperator, type OperatorDefinition } from "./define-operator.ts";
import { erf } from "./erf.ts";
import type { NodeAttributes, Operator } from "./operator.ts";

type Maker = (attributes: NodeAttributes) => (x: number) => number;

/** An operator that maps every element by a function of one number. */
function unary(
  name: string,
  make: Maker,
  {
    types = FLOATS,
    ...rest
  }: { types?: readonly Operator["types"][string][number][] } & Partial<
    Pick<OperatorDefinition, "attributes" | "since">
  > = {},
): Operator {
  return defineOperator(name, {
    signature: "X:T -> Y:T",
    types: { T: types },
    ...rest,
    shape: ({ shapes }) => [shapes[0]],
    run: ({ attributes, inputs }) => {
      const { data } = inputs[0]!;
      const f = make(attributes);
      const out = new Float64Array(data.length);
      for (let i = 0; i < out.length; i++) out[i] = f(data[i]);
      return [out];
    },
  });
}

function sigmoid(x: number): number {
  // Each side with a power that can't overflow.
  return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
}

const gelu = (x: number) => (x / 2) * (1 + erf(x / Math.SQRT2));
const tanhGelu = (x: number) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

function geluOf(attributes: NodeAttributes) {
  return attributes.text("approximate") === "tanh" ? tanhGelu : gelu;
}

/** Operators of one operand that keep its shape and type. */
export const UNARY: readonly Operator[] = [
  unary("Abs", () => Math.abs, { types: NUMBERS }),
  unary("Neg", () => (x) => -x, { types: NUMBERS }),
  unary("Sign", () => Math.sign, { types: NUMBERS }),
  unary("Relu", () => (x) => Math.max(x, 0), { types: NUMBERS }),
  unary(
    "LeakyRelu",
    (a) =>
      (
        (alpha) => (x) =>
          x < 0 ? alpha * x : x
      )(a.float("alpha")),
    {
      attributes: { alpha: { type: "float", default: 0.01 } },
    },
  ),
  unary("Sigmoid", () => sigmoid),
  unary("Tanh", () => Math.tanh),
  unary("Erf", () => erf, { types: NUMBERS }),
  unary("Gelu", geluOf, {
    since: 20,
    attributes: { approximate: { type: "string", default: "none", values: ["none", "tanh"] } },
  }),
  unary("Softplus", () => (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  unary("Sqrt", () => Math.sqrt),
  unary("Exp", () => Math.exp),
  unary("Log", () => Math.log),
  unary("Sin", () => Math.sin),
  unary("Cos", () => Math.cos),
  unary("Reciprocal", () => (x) => 1 / x),
  unary("Floor", () => Math.floor),
  unary("Ceil", () => Math.ceil),
  unary("Round", () => roundToEven),
  unary("Not", () => (x) => (x ? 0 : 1), { types: ["bool"] }),
  unary("HardSigmoid", (a) => hardSigmoid(a.float("alpha"), a.float("beta")), {
    attributes: { alpha: { type: "float", default: Math.fround(0.2) }, beta: { type: "float", default: 0.5 } },
  }),
  unary("HardSwish", () => (x) => x * Math.min(Math.max(x / 6 + 0.5, 0), 1)),
  defineOperator("Identity", {
    signature: "input:T -> output:T",
    types: { T: ALL },
    shape: ({ shapes }) => [shapes[0]],
    run: ({ inputs }) => [inputs[0]!.data],
    moves: [0],
  }),
];

function hardSigmoid(written: number, beta: number) {
  // PyTorch's slope of 1/6 does not fit an attribute's float32; what is meant is 1/6.
  const alpha = written === Math.fround(1 / 6) ? 1 / 6 : written;
  return (x: number) => Math.min(Math.max(alpha * x + beta, 0), 1);
}
