import { library } from "../../configs/tsup.ts";

export default library(
  { index: "src/index.ts", "load-worker": "src/load/load-worker.ts" },
  { external: [/^node:/, "sharp"], dts: { entry: { index: "src/index.ts" } } },
);
