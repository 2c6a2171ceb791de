import { expect, test } from "vitest";
import { runtimeName } from "./runtime-name.ts";

test.each([
  ["onnxruntime-web 1.25.1 (wasm)", "WebAssembly"],
  ["onnxruntime-web 1.25.1 (webgpu)", "WebGPU"],
  ["something else", "something else"],
])("%s is %s", (runtime, name) => expect(runtimeName(runtime)).toBe(name));
