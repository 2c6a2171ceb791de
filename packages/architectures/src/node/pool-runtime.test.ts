import { createWorkerPool } from "@tiny-cats/core/node";
import { expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { convertCheckpoint } from "./convert-checkpoint.ts";
import { poolRuntime } from "./pool-runtime.ts";

test("a pool's threads run a conversion's graph, and leave the inputs as they were", async () => {
  await using pool = createWorkerPool({ workers: 1 });
  const runtime = poolRuntime(pool);
  const out = temporaryFolder();
  const { parity } = await convertCheckpoint(vectorPath("architectures/nanogpt.pt"), out, { to: ["onnx"], runtime });
  expect(parity[0]).toMatchObject({ with: expect.stringContaining("onnxruntime") });
  expect(parity[0].largest_gap).toBeLessThan(1e-4);
  const ids = BigInt64Array.of(1n, 2n);
  const inputs = { input_ids: { dtype: "int64", shape: [1, 2], data: ids } } as const;
  const first = await runtime.run(`${out}/onnx/model.onnx`, inputs, {});
  expect(await runtime.run(`${out}/onnx/model.onnx`, inputs, {})).toEqual(first);
  expect([...ids]).toEqual([1n, 2n]);
  const reason = new Error("enough");
  const stopped = runtime.run(`${out}/onnx/model.onnx`, inputs, { signal: AbortSignal.abort(reason) });
  await expect(stopped).rejects.toBe(reason);
});
