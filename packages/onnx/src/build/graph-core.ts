import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkModel } from "../check/check-model.ts";
import { checkOpset } from "../infer/find-operator.ts";
import { inferNode, inferTensor } from "../infer/infer-values.ts";
import type { DType } from "../model/dtype.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Attribute, Model, Node, ValueInfo } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import type { Inferred } from "../operators/operator.ts";
import { OPERATORS } from "../operators/operators.ts";
import type { Dim } from "../shape/dim.ts";
import type { Application } from "./application.ts";
import { nameOutputs } from "./name-outputs.ts";
import { type AttributeValue, toAttribute } from "./to-attribute.ts";
import type { Value } from "./value.ts";

/** What a model says beside its graph. */
export interface FinishOptions {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly producer?: { readonly name: string; readonly version: string };
  readonly doc?: string;
}

/** An input of a call: a value, a number that becomes a constant of the other operands' type, or nothing. */
export type Given = Value | number | undefined;

/** What every graph can do; `GraphBuilder` adds the operators by name. */
export interface GraphCore {
  /** The operator set that the graph is written in. */
  readonly opset: number;
  /** Whether an input, weight, output or value has that name. */
  has(name: string): boolean;
  /** A new input. Throws `duplicate-name`. */
  input(name: string, dtype: DType, shape: readonly Dim[]): Value;
  /** A weight under a name of yours; its bytes are not copied. Throws `duplicate-name`. */
  weight(name: string, tensor: Tensor): Value;
  /** A constant, shared with every equal one. */
  constant(dtype: DType, shape: readonly number[], values: readonly number[]): Value;
  /** Applies an operator and gives its first output. Throws as `inferShapes` does, and `foreign-value`. */
  op(name: string, inputs: readonly Given[], attributes?: Attributes): Value;
  /** Applies an operator with `count` outputs. */
  ops(name: string, inputs: readonly Given[], count: number, attributes?: Attributes): Value[];
  /** Applies an operator as a node says, to inputs of this graph. Throws as `op` does. */
  apply(
    node: Pick<Node, "op" | "domain" | "attributes">,
    inputs: readonly (Value | undefined)[],
    count: number,
  ): Value[];
  /** Every operator applied so far, in order. */
  applications(): readonly Application[];
  /** Output `index` of the operator that made `value`; it is made to give it where it did not. Throws as `op` does. */
  outputBeside(value: Value, index: number): Value;
  /** Whether a value is a weight or a constant. */
  isWeight(value: Value): boolean;
  /** The tensor of a weight or a constant; undefined of other values. */
  tensorOf(value: Value): Tensor | undefined;
  /** A value's elements where they are known before anything runs, as those of constants and shapes are. */
  contentOf(value: Value): readonly Dim[] | undefined;
  /** Makes a value an output under a name. Throws `duplicate-name`. */
  output(name: string, value: Value): void;
  /** The whole model, checked. Throws `invalid-graph` without an output. */
  finish(options?: FinishOptions): Model;
}

/** Attributes of a call by name; undefined ones are left out. */
export type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

/** The oldest file format that has each opset, from 17 on. */
const IR_VERSIONS = [8, 8, 9, 9, 10, 10];

/** A graph to which values are added one after the other; names of nodes follow the order of calls. */
export function graphCore(name: string, opset: number): GraphCore {
  checkOpset(opset);
  const known = new Map<string, Inferred>();
  const inputs: ValueInfo[] = [];
  const outputs = new Map<string, Value>();
  const initializers = new Map<string, Tensor>();
  const applications: Application[] = [];
  const makers = new Map<string, number>();
  const own = new WeakSet<Value>();
  const constants = new Map<string, Value>();
  const counts = new Map<string, number>();

  const has = (wanted: string) => known.has(wanted) || outputs.has(wanted);
  function claim(wanted: string): string {
    if (wanted === "" || has(wanted)) {
      throw new TinyCatsError("duplicate-name", `the graph can't have another value called ${JSON.stringify(wanted)}`, {
        value: wanted,
        remedy: "give every input, weight and output a name of its own.",
      });
    }
    return wanted;
  }
  function fresh(base: string): string {
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    const candidate = `${base}_${count}`;
    return has(candidate) ? fresh(base) : candidate;
  }
  function add(valueName: string, inferred: Inferred): Value {
    const { dtype, shape } = inferred.type;
    if (!shape) {
      throw new TinyCatsError("wrong-operand-shape", `${valueName} would have an unknown number of axes`, {
        value: valueName,
        remedy: "give axes and shapes as constants, or computed from shapes.",
      });
    }
    known.set(valueName, inferred);
    const value: Value = Object.freeze({ name: valueName, dtype, shape: Object.freeze([...shape]) });
    own.add(value);
    return value;
  }
  function check(value: Value): Value {
    if (own.has(value)) return value;
    throw new TinyCatsError("foreign-value", `the value ${value?.name} is not of the graph ${name}`, {
      value: value?.name,
      remedy: "use values that this builder's calls returned.",
    });
  }

  const core: GraphCore = {
    opset,
    has,
    input(inputName, dtype, shape) {
      const type = { dtype, shape: [...shape] };
      const value = add(claim(inputName), { type });
      inputs.push({ name: inputName, type });
      return value;
    },
    weight(weightName, tensor) {
      const value = add(claim(weightName), inferTensor(tensor));
      initializers.set(weightName, tensor);
      return value;
    },
    constant(dtype, shape, values) {
      const key = `${dtype} [${shape}] ${values.map((value) => (Object.is(value, -0) ? "-0" : value))}`;
      const before = constants.get(key);
      if (before) return before;
      const value = core.weight(fresh("constant"), makeTensor(dtype, shape, values));
      constants.set(key, value);
      return value;
    },
    op: (op, given, attributes) => core.ops(op, given, 1, attributes)[0],
    ops(op, given, count, attributes = {}) {
      const dtype = given.find((value): value is Value => typeof value === "object")?.dtype ?? "float32";
      const operands = given.map((value) => (typeof value === "number" ? core.constant(dtype, [], [value]) : value));
      const specs = OPERATORS.get(op)?.attributes;
      const entries = Object.entries(attributes).flatMap(([key, value]): [string, Attribute][] =>
        value === undefined ? [] : [[key, toAttribute(value, specs?.[key])]],
      );
      return core.apply({ op, domain: "", attributes: new Map(entries) }, operands, count);
    },
    apply({ op, domain, attributes }, given, count) {
      const operands = given.map((value) => value && check(value));
      while (operands.length > 0 && operands.at(-1) === undefined) operands.pop();
      const node = (names: readonly string[]): Node => ({
        op,
        domain,
        name: names[0],
        inputs: operands.map((value) => value?.name ?? ""),
        outputs: names,
        attributes,
      });
      const draft = inferNode(node(Array.from({ length: count }, (_, i) => `${op}:${i}`)), opset, known);
      const names = draft.map(() => fresh(op.toLowerCase()));
      const values = draft.map((inferred, i) => add(names[i], inferred));
      for (const made of names) makers.set(made, applications.length);
      applications.push({ node: node(names), inputs: operands, outputs: values });
      return values;
    },
    applications: () => applications,
    outputBeside(value, index) {
      const at = makers.get(check(value).name)!;
      const { node, inputs: given, outputs: made } = applications[at];
      if (made[index]) return made[index];
      const names = Array.from({ length: index + 1 }, (_, i) => made[i]?.name ?? fresh(node.op.toLowerCase()));
      const inferred = inferNode({ ...node, outputs: names }, opset, known);
      const values = names.map((name, i) => made[i] ?? add(name, inferred[i]));
      for (const name of names) makers.set(name, at);
      applications[at] = { node: { ...node, outputs: names }, inputs: given, outputs: values };
      return values[index];
    },
    isWeight: (value) => initializers.has(check(value).name),
    tensorOf: (value) => initializers.get(check(value).name),
    contentOf: (value) => known.get(check(value).name)!.content,
    output(outputName, value) {
      outputs.set(claim(outputName), check(value));
    },
    finish({ metadata = {}, producer = { name: "tiny-cats", version: "" }, doc } = {}) {
      const model: Model = {
        irVersion: IR_VERSIONS[opset - 17],
        opsets: new Map([["", opset]]),
        producer,
        domain: "",
        modelVersion: 0,
        metadata: new Map(Object.entries(metadata)),
        graph: {
          name,
          nodes: nameOutputs(
            applications.map(({ node }) => node),
            outputs,
          ),
          inputs: [...inputs],
          outputs: [...outputs].map(([output, value]) => ({ name: output, type: known.get(value.name)!.type })),
          initializers: new Map(initializers),
          values: [],
        },
        ...(doc !== undefined && { doc }),
      };
      return checkModel(model);
    },
  };
  return core;
}
