import { library } from "../../configs/tsup";

export default library(
  { main: "src/main.ts", "graph-worker": "src/weights/graph-worker.ts" },
  { platform: "node", dts: false, sourcemap: false, external: ["onnxruntime-node", "onnxruntime-web", "sharp"] },
);
