import { library } from "../../configs/tsup.ts";

const entries = {
  index: "src/index.ts",
  node: "src/node/index.ts",
  web: "src/web/index.ts",
  png: "src/png.ts",
  montage: "src/image/montage.ts",
};
const external = [/^node:/, "onnxruntime-node", /^onnxruntime-web/, "sharp"];

export default [
  library({ ...entries, "session-worker": "src/node/session-worker.ts" }, { external, dts: { entry: entries } }),
  // A worker sees no import map of its page: all but the runtime is in the one file.
  library(
    { "web-worker": "src/web/web-worker.ts" },
    { external, noExternal: [/^@tiny-cats\//], splitting: false, clean: false },
  ),
];
