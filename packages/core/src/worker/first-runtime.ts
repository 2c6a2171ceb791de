import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { OrtModule } from "./ort-module.ts";
import type { Runtime } from "./session-protocol.ts";

/**
 * The first runtime that can be imported; which ones could not, and why, is told only when none can.
 *
 * @throws TinyCatsError "no-runtime"
 */
export async function firstRuntime(
  runtimes: readonly Runtime[],
  load: (runtime: Runtime) => Promise<unknown>,
): Promise<{ ort: OrtModule; runtime: Runtime }> {
  const failures: string[] = [];
  for (const runtime of runtimes) {
    try {
      return { ort: (await load(runtime)) as OrtModule, runtime };
    } catch (error) {
      failures.push(`${runtime}: ${String((error as Error).message).split("\n")[0]}`);
    }
  }
  throw new TinyCatsError("no-runtime", `no ONNX runtime could be loaded (${failures.join("; ")})`, {
    value: runtimes,
    remedy: "install one beside this package: npm install onnxruntime-node",
  });
}
