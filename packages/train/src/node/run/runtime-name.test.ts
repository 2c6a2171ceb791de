import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { runtimeName } from "./runtime-name.ts";

const named = (versions?: object) => runtimeName({ ...ort, env: versions && { versions } });

test("a runtime is named with the version that it says", () => {
  expect(runtimeName(ort)).toMatch(/^onnxruntime-node 1\.\d+\.\d+$/);
  expect(named({ common: "1.30.0", web: "1.30.1" })).toBe("onnxruntime-web 1.30.1");
  expect(named({ common: "1.30.0" })).toBe("onnxruntime 1.30.0");
  expect(named({})).toBe("onnxruntime");
  expect(named()).toBe("onnxruntime");
});
