import { library } from "../../configs/tsup.ts";

export default library(
  { index: "src/index.ts", node: "src/node/index.ts", training: "src/training/index.ts" },
  { external: [/^node:/] },
);
