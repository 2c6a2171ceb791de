import { library } from "../../configs/tsup.ts";

// A worker sees no import map of its page: all but the runtime is in the one file.
export default library(
  { "web-worker": "src/web/web-worker.ts" },
  { external: [/^onnxruntime-web/], noExternal: [/^@tiny-cats\//], splitting: false, clean: false },
);
