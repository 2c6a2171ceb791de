import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { tensorValues } from "../model/tensor-values.ts";
import { type Fill, field, int, modelBytes, nested, text } from "../testing/model-bytes.ts";
import { varint } from "./message.ts";
import { readModel } from "./read-model.ts";

const shape = (...sides: number[]) => field(1, sides.flatMap(varint));
const weight = (...tensor: Fill[]) => readModel(modelBytes({ tensor })).graph.initializers.get("w")!;
const refusal = (...tensor: Fill[]) => errorOf(() => weight(...tensor));
const values = (...tensor: Fill[]) => [...tensorValues(weight(...tensor))];
const floats = (...numbers: number[]) => [...new Uint8Array(Float32Array.from(numbers).buffer)];

test.each<[string, Fill[], number[]]>([
  ["raw float32", [int(2, 1), field(9, floats(1.5, -2))], [1.5, -2]],
  ["float_data", [int(2, 1), field(4, floats(1.5, -2))], [1.5, -2]],
  ["float_data in two pieces", [int(2, 1), field(4, floats(1.5)), field(4, floats(-2))], [1.5, -2]],
  ["double_data", [int(2, 11), field(10, new Uint8Array(Float64Array.of(0.1, 7).buffer))], [0.1, 7]],
  ["int32_data of int32", [int(2, 6), field(5, [...varint(-5), ...varint(300)])], [-5, 300]],
  ["int32_data, one a field", [int(2, 6), int(5, -5), int(5, 300)], [-5, 300]],
  ["int32_data of int8", [int(2, 3), field(5, [...varint(-128), 127])], [-128, 127]],
  ["int32_data of uint8", [int(2, 2), field(5, [...varint(255), 0])], [255, 0]],
  ["int32_data of uint16", [int(2, 4), field(5, [...varint(65535), 1])], [65535, 1]],
  ["int32_data of bool", [int(2, 9), field(5, [1, 0])], [1, 0]],
  ["int32_data of float16 (bits)", [int(2, 10), field(5, [...varint(0x3c00), ...varint(0xc500)])], [1, -5]],
  ["int32_data of bfloat16 (bits)", [int(2, 16), field(5, [...varint(0x3f80), ...varint(0xc0a0)])], [1, -5]],
  ["int64_data", [int(2, 7), field(7, [...varint(-1), ...varint(2 ** 40)])], [-1, 2 ** 40]],
  ["uint64_data of uint32", [int(2, 12), field(11, [...varint(2 ** 32 - 1), 3])], [2 ** 32 - 1, 3]],
])("%s", (_, tensor, expected) => {
  expect(values(shape(2), ...tensor)).toEqual(expected);
});

test("the largest int64 keeps its bytes", () => {
  const largest = [...new Uint8Array(new Array(8).fill(255)).subarray(0, 8), 127];
  expect([...weight(int(2, 7), field(7, largest)).bytes]).toEqual([255, 255, 255, 255, 255, 255, 255, 127]);
});

test.each<[string, string, Fill[]]>([
  ["too few bytes", "corrupt-onnx", [shape(3), int(2, 1), field(9, floats(1, 2))]],
  ["too many bytes", "corrupt-onnx", [shape(1), int(2, 1), field(9, floats(1, 2))]],
  ["too few values", "corrupt-onnx", [shape(3), int(2, 7), field(7, [1, 2])]],
  ["a value that int8 can't hold", "corrupt-onnx", [shape(1), int(2, 3), field(5, varint(128))]],
  ["a value that bool can't hold", "corrupt-onnx", [shape(1), int(2, 9), field(5, varint(2))]],
  ["a negative side", "corrupt-onnx", [shape(-1), int(2, 1), field(9, [])]],
  ["more elements than can be counted", "corrupt-onnx", [shape(2 ** 30, 2 ** 30), int(2, 1), field(9, [])]],
  ["65 axes", "corrupt-onnx", [shape(...new Array<number>(65).fill(1)), int(2, 1), field(9, floats(1))]],
  ["values in two places", "corrupt-onnx", [shape(1), int(2, 1), field(9, floats(1)), field(4, floats(1))]],
  ["raw data twice", "corrupt-onnx", [shape(2), int(2, 1), field(9, floats(1)), field(9, floats(1))]],
  [
    "float_data of eight bytes a field",
    "corrupt-onnx",
    [
      shape(2),
      int(2, 1),
      (m) => {
        m.chunks.push(Uint8Array.of(0x21, ...floats(1, 2)));
        m.size += 9;
      },
    ],
  ],
  ["values in another type's place", "corrupt-onnx", [shape(1), int(2, 1), field(7, [1])]],
  ["text", "unsupported-onnx", [shape(1), int(2, 8), field(6, [65])]],
  ["complex numbers", "unsupported-onnx", [shape(1), int(2, 14), field(9, floats(1, 2))]],
  ["4-bit numbers", "unsupported-onnx", [shape(2), int(2, 22), field(9, [1])]],
  ["a segment", "unsupported-onnx", [shape(1), int(2, 1), nested(3, int(1, 0)), field(9, floats(1))]],
])("%s: %s", async (_, code, tensor) => {
  const error = await refusal(...tensor);
  expect(error.code).toBe(code);
  expect(error.remedy).not.toBe("");
});

const external = (location: string, more: Fill[] = []) => [
  shape(2),
  int(2, 1),
  nested(13, text(1, "location"), text(2, location)),
  ...more,
  int(14, 1),
];

test("weights in another file are asked for by their place", async () => {
  const asked: unknown[] = [];
  const entry = (key: string, value: string) => nested(13, text(1, key), text(2, value));
  const bytes = modelBytes({ tensor: external("sub/w.bin", [entry("offset", "4096"), entry("length", "8")]) });
  const model = readModel(bytes, {
    externalData: (location, part) => {
      asked.push([location, part]);
      return Uint8Array.from(floats(3, 4));
    },
  });
  expect(asked).toEqual([["sub/w.bin", { offset: 4096, length: 8 }]]);
  expect([...tensorValues(model.graph.initializers.get("w")!)]).toEqual([3, 4]);
  expect((await errorOf(() => readModel(bytes))).code).toBe("external-data-missing");
  expect((await errorOf(() => readModel(bytes, { externalData: () => new Uint8Array(7) }))).code).toBe("corrupt-onnx");
  const another = modelBytes({ tensor: external("w.bin", [entry("length", "12")]) });
  expect((await errorOf(() => readModel(another, { externalData: () => new Uint8Array(8) }))).code).toBe(
    "corrupt-onnx",
  );
  const negative = modelBytes({ tensor: external("w.bin", [entry("offset", "-4")]) });
  expect((await errorOf(() => readModel(negative, { externalData: () => new Uint8Array(8) }))).code).toBe(
    "corrupt-onnx",
  );
});

test.each(["/etc/passwd", "../w.bin", "a/../../w.bin", "a\\..\\w.bin", "C:w.bin", "", ".", "a//b", "w\0.bin"])(
  "no weights from %j",
  async (location) => {
    const read = () => readModel(modelBytes({ tensor: external(location) }), { externalData: () => new Uint8Array(8) });
    expect((await errorOf(read)).code).toBe("unsafe-external-data");
  },
);
