import { library } from "../../configs/tsup.ts";

export default library(
  {
    index: "src/index.ts",
    node: "src/node/index.ts",
    web: "src/web/index.ts",
    "bench-child": "src/node/bench-child.ts",
  },
  {
    external: [/^node:/, "onnxruntime-node", /^onnxruntime-web/, "sharp"],
    dts: { entry: { index: "src/index.ts", node: "src/node/index.ts", web: "src/web/index.ts" } },
  },
);
