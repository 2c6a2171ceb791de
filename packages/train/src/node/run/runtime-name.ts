import type { OrtModule } from "../../step/ort-module.ts";

/** A runtime's name and version as it says them itself: "onnxruntime-node 1.30.0". */
export function runtimeName({ env }: OrtModule): string {
  const { node, web, common } = env?.versions ?? {};
  if (node) return `onnxruntime-node ${node}`;
  if (web) return `onnxruntime-web ${web}`;
  return common ? `onnxruntime ${common}` : "onnxruntime";
}
