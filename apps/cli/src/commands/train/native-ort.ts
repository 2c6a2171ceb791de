import { TinyCatsError } from "@tiny-cats/schema/errors";

/** onnxruntime-node, which training needs. @throws TinyCatsError "no-runtime" where it can't be loaded */
export async function nativeOrt(): Promise<typeof import("onnxruntime-node")> {
  try {
    return await import("onnxruntime-node");
  } catch (cause) {
    throw new TinyCatsError("no-runtime", "onnxruntime-node could not be loaded, and nothing trains without it", {
      remedy: "npm install onnxruntime-node, or see tiny-cats doctor",
      cause,
    });
  }
}
