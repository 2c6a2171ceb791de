import type { Talk } from "../output/talk.ts";

/** Says once when a model runs on the slower runtime because the native one could not be loaded. */
export function noteRuntime(talk: Talk, runtime: string): void {
  if (runtime.startsWith("onnxruntime-node")) return;
  talk.note(
    `note: onnxruntime-node could not be loaded; running on ${runtime}, which is slower (npm install onnxruntime-node, or see tiny-cats doctor)`,
  );
}
