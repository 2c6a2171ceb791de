import type { ProviderChoice } from "../provider-choice.ts";
import type { OrtModule, OrtSession, OrtTensor } from "./ort-module.ts";
import { outputGap } from "./output-gap.ts";
import { selfCheckFeeds } from "./self-check-feeds.ts";

/** The gap that WebGPU may have, in parts of an output's largest number. */
const TOLERANCE = 1e-3;

interface Run {
  outputs: Record<string, OrtTensor>;
  ms: number;
}

/**
 * Chooses between two sessions of one graph: WebGPU serves where its numbers are those of WebAssembly (finite, within 1e-3 of the
 * largest, the same class first) and where it is faster in one run each, after a run that is not counted.
 */
export async function compareProviders(
  ort: OrtModule,
  { wasm, webgpu }: { wasm: OrtSession; webgpu: OrtSession },
): Promise<ProviderChoice> {
  const feeds = selfCheckFeeds(wasm.inputMetadata);
  if (!feeds)
    return { chosen: "wasm", reason: "the graph's inputs are none that WebGPU's numbers could be checked with" };
  const run = async (session: OrtSession): Promise<Run> => {
    const tensors = feeds.map(({ name, type, data, dims }) => [name, new ort.Tensor(type, data.slice(), dims)]);
    const start = performance.now();
    const outputs = await session.run(Object.fromEntries(tensors));
    return { outputs, ms: performance.now() - start };
  };
  const expected = await run(wasm);
  const actual = await run(webgpu);
  const gap = outputGap(expected.outputs, actual.outputs);
  if (!(gap <= TOLERANCE)) {
    const what = Number.isNaN(gap)
      ? "are not finite"
      : `are ${gap.toPrecision(2)} of the largest away from WebAssembly's`;
    return { chosen: "wasm", reason: `WebGPU's numbers ${what}`, gap };
  }
  if (first(expected, wasm) !== first(actual, wasm))
    return { chosen: "wasm", reason: "WebGPU puts another class first than WebAssembly", gap };
  const wasmMs = (await run(wasm)).ms;
  const webgpuMs = (await run(webgpu)).ms;
  const times = `a run takes ${webgpuMs.toFixed(1)} ms on WebGPU and ${wasmMs.toFixed(1)} ms on WebAssembly`;
  return { chosen: webgpuMs < wasmMs ? "webgpu" : "wasm", reason: times, wasmMs, webgpuMs, gap };
}

/** Where the largest number of the first output is, if that is a row of scores. */
function first({ outputs }: Run, { outputNames: [name] }: OrtSession): number {
  const { data, dims } = outputs[name];
  if (dims.length !== 2) return 0;
  const scores = data as Float32Array;
  return scores.reduce((best, score, i) => (score > scores[best] ? i : best), 0);
}
