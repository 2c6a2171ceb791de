import { library } from "../../configs/tsup.ts";

// One file each: a program that runs for a fraction of a second notices every file it has to find and read.
export default library(
  { node: "src/node/index.ts", "session-worker": "src/node/session-worker.ts" },
  { external: [/^node:/, "onnxruntime-node", /^onnxruntime-web/, "sharp"], splitting: false, dts: false, clean: false },
);
