const HOOK = `export function resolve(name, context, next) {
  if (name === "onnxruntime-node") throw new Error("Cannot find package 'onnxruntime-node'");
  return next(name, context);
}`;

const REGISTER = `import { register } from "node:module"; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(HOOK)}`)});`;

/** NODE_OPTIONS under which onnxruntime-node is not installed, in threads as well. */
export const WITHOUT_NATIVE_RUNTIME = `--import=data:text/javascript,${encodeURIComponent(REGISTER)}`;
