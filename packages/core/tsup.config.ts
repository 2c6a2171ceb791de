import { library } from "../../configs/tsup.ts";

const entries = {
  index: "src/index.ts",
  node: "src/node/index.ts",
  web: "src/web/index.ts",
  png: "src/png.ts",
  montage: "src/image/montage.ts",
};

export default library(
  { ...entries, "session-worker": "src/node/session-worker.ts" },
  { external: [/^node:/, "onnxruntime-node", /^onnxruntime-web/, "sharp"], dts: { entry: entries } },
);
