import { library } from "../../configs/tsup.ts";

export default library(
  { index: "src/index.ts", pull: "src/pull/index.ts" },
  { external: [/^node:/, "sharp", "onnxruntime-node", "onnxruntime-web"] },
);
