import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { bytesOf, type Fill, field, int, message, modelBytes, nested, text } from "../testing/model-bytes.ts";
import { tinyModel } from "../testing/tiny-models.ts";
import { readModel } from "./read-model.ts";
import { writeModel } from "./write-model.ts";

const graphOf = (...graph: Fill[]) => readModel(modelBytes({ graph }));
const valueInfo = (...type: Fill[]) => nested(11, text(1, "x"), nested(2, nested(1, ...type)));

test("reads a model that onnx wrote", () => {
  const { graph, ...model } = readModel(tinyModel("tiny-generator"));
  expect(model.irVersion).toBe(8);
  expect([...model.opsets]).toEqual([["", 17]]);
  expect(graph.name).toBe("tiny-generator");
  expect(graph.nodes.map(({ op, inputs, outputs }) => [op, ...inputs, ...outputs])).toContainEqual([
    "Gather",
    "table",
    "breed",
    "clean",
  ]);
  expect(graph.inputs[0]).toEqual({ name: "noise", type: { dtype: "float32", shape: ["batch", 3, 8, 8] } });
  expect(graph.nodes[0].attributes.get("axis")).toEqual({ type: "int", value: 0 });
});

test("fields that it does not know are written again where they belong", () => {
  const bytes = modelBytes({
    tensor: [int(2, 1), field(1, [1]), field(9, [0, 0, 0, 0]), text(12, "of a weight")],
    graph: [
      nested(1, text(4, "Identity"), text(1, "w"), text(2, "y"), nested(9, text(1, "key"), text(2, "of a node"))),
      nested(14, text(1, "annotated")),
      text(777, "of a graph"),
    ],
    model: [text(999, "of a model"), int(26, 5)],
  });
  const again = Buffer.from(writeModel(readModel(bytes)));
  for (const kept of ["of a weight", "of a node", "annotated", "of a graph", "of a model"]) {
    expect(again.includes(kept)).toBe(true);
  }
  expect(readModel(again)).toEqual(readModel(bytes));
});

test("attributes of every kind come back", () => {
  const tensor = nested(5, field(1, [2]), int(2, 2), field(9, [7, 8]), text(8, "named"));
  const attribute = (name: string, type: number, ...value: Fill[]) => nested(5, text(1, name), ...value, int(20, type));
  const model = graphOf(
    nested(
      1,
      text(4, "Anything"),
      attribute("f", 1, (m) => {
        m.chunks.push(Uint8Array.of(0x15, 0, 0, 0xc0, 0x3f));
        m.size += 5;
      }),
      attribute("i", 2, int(3, -3)),
      attribute("s", 3, text(4, "text")),
      attribute("t", 4, tensor),
      attribute("fs", 6, field(7, [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40])),
      attribute("is", 7, int(8, 1), int(8, -1)),
      attribute("ss", 8, text(9, "a"), text(9, "b")),
    ),
  );
  const attributes = Object.fromEntries(model.graph.nodes[0].attributes);
  expect(attributes).toMatchObject({
    f: { type: "float", value: 1.5 },
    i: { type: "int", value: -3 },
    s: { type: "string", value: "text" },
    t: { type: "tensor", value: { dtype: "uint8", shape: [2], bytes: Uint8Array.of(7, 8) } },
    fs: { type: "floats", value: [1, 2] },
    is: { type: "ints", value: [1, -1] },
    ss: { type: "strings", value: ["a", "b"] },
  });
  expect(readModel(writeModel(model))).toEqual(model);
});

test("a shape can be missing, or have sides without number and name", () => {
  const [ranked] = graphOf(valueInfo(int(1, 1), nested(2, nested(1), nested(1, int(1, 4)), nested(1, text(2, "n")))))
    .graph.inputs;
  expect(ranked.type).toEqual({ dtype: "float32", shape: [null, 4, "n"] });
  const [rankless] = graphOf(valueInfo(int(1, 7))).graph.inputs;
  expect(rankless.type).toEqual({ dtype: "int64" });
});

const node = (...attribute: Fill[]) => nested(1, text(4, "If"), nested(5, text(1, "a"), ...attribute));

test.each<[string, string, Uint8Array]>([
  ["nothing", "corrupt-onnx", new Uint8Array(0)],
  ["a PNG's head", "corrupt-onnx", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
  ["two graphs", "corrupt-onnx", modelBytes({ model: [nested(7, text(2, "h"))] })],
  ["two opsets of one domain", "corrupt-onnx", modelBytes({ model: [nested(8, int(2, 18))] })],
  ["metadata said twice", "corrupt-onnx", modelBytes({ model: [nested(14, text(1, "k")), nested(14, text(1, "k"))] })],
  [
    "two weights of one name",
    "corrupt-onnx",
    modelBytes({ graph: [nested(5, int(2, 1), field(9, [0, 0, 0, 0])), nested(5, int(2, 1), field(9, [0, 0, 0, 0]))] }),
  ],
  [
    "an attribute twice",
    "corrupt-onnx",
    modelBytes({ graph: [nested(1, nested(5, text(1, "a"), int(20, 2)), nested(5, text(1, "a"), int(20, 2)))] }),
  ],
  ["a value without type", "corrupt-onnx", modelBytes({ graph: [nested(11, text(1, "x"))] })],
  ["a negative side", "corrupt-onnx", modelBytes({ graph: [valueInfo(int(1, 1), nested(2, nested(1, int(1, -2))))] })],
  [
    "65 axes",
    "corrupt-onnx",
    modelBytes({ graph: [valueInfo(int(1, 1), nested(2, ...new Array<Fill>(65).fill(nested(1))))] }),
  ],
  ["text that is not UTF-8", "corrupt-onnx", modelBytes({ graph: [field(2, [0xff, 0xfe])] })],
  ["a group", "corrupt-onnx", Uint8Array.of(0x0b)],
  ["field number 0", "corrupt-onnx", Uint8Array.of(0x00, 0x01)],
  ["a number of eleven bytes", "corrupt-onnx", Uint8Array.of(8, ...new Array<number>(10).fill(0x80), 1)],
  ["a length beyond everything", "corrupt-onnx", Uint8Array.of(0x3a, ...new Array<number>(9).fill(0xff), 1)],
  ["a text where a number belongs", "corrupt-onnx", bytesOf(message(text(1, "8")))],
  ["a number where a text belongs", "corrupt-onnx", modelBytes({ model: [int(2, 1)] })],
  ["a tensor attribute without tensor", "corrupt-onnx", modelBytes({ graph: [node(int(20, 4))] })],
  ["training information", "unsupported-onnx", modelBytes({ model: [nested(20)] })],
  ["functions", "unsupported-onnx", modelBytes({ model: [nested(25)] })],
  ["sparse weights", "unsupported-onnx", modelBytes({ graph: [nested(15)] })],
  ["a subgraph", "unsupported-onnx", modelBytes({ graph: [node(nested(6, text(2, "then")), int(20, 5))] })],
  ["an attribute of no type", "unsupported-onnx", modelBytes({ graph: [node()] })],
  ["an attribute by reference", "unsupported-onnx", modelBytes({ graph: [node(text(21, "outer"), int(20, 2))] })],
  ["an attribute beyond 2^53", "unsupported-onnx", modelBytes({ graph: [node(int(3, 2 ** 60), int(20, 2))] })],
  ["a sequence", "unsupported-onnx", modelBytes({ graph: [nested(11, text(1, "x"), nested(2, nested(4)))] })],
  ["a value of text", "unsupported-onnx", modelBytes({ graph: [valueInfo(int(1, 8))] })],
  [
    "a denotation",
    "unsupported-onnx",
    modelBytes({ graph: [valueInfo(int(1, 1), nested(2, nested(1, text(3, "BATCH"))))] }),
  ],
  ["more in an entry", "unsupported-onnx", modelBytes({ model: [nested(14, text(1, "k"), text(3, "more"))] })],
])("%s is refused: %s", async (_, code, bytes) => {
  expect((await errorOf(() => readModel(bytes))).code).toBe(code);
});

test.each(["tiny-classifier", "tiny-generator"])("%s cut short at any byte is refused", async (name) => {
  const bytes = writeModel(readModel(tinyModel(name)));
  for (let length = 0; length < bytes.length; length++) {
    expect((await errorOf(() => readModel(bytes.subarray(0, length)))).code).toBe("corrupt-onnx");
  }
  expect(readModel(bytes).graph.name).toBe(name);
});

test("half a million fields in one tensor take no longer than their bytes", () => {
  const many = new Uint8Array(1_000_000).map((_, i) => (i % 2 ? 1 : 0x28));
  const tensor: Fill = (m) => {
    m.chunks.push(many);
    m.size += many.length;
  };
  const bytes = modelBytes({ tensor: [field(1, [0xa0, 0xc2, 0x1e]), int(2, 6), tensor] });
  expect(readModel(bytes).graph.initializers.get("w")!.bytes.length).toBe(2_000_000);
});
