import { library } from "../../configs/tsup.ts";

export default library(
  { index: "src/index.ts", node: "src/node/index.ts", "session-worker": "src/node/session-worker.ts" },
  {
    external: [/^node:/, "onnxruntime-node", "onnxruntime-web", "sharp"],
    dts: { entry: { index: "src/index.ts", node: "src/node/index.ts" } },
  },
);
