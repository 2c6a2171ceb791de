import { library } from "../../configs/tsup.ts";

const entries = {
  index: "src/index.ts",
  node: "src/node/index.ts",
  web: "src/web/index.ts",
  drawings: "src/node/drawings/index.ts",
  "native-thread": "src/node/native-thread/index.ts",
  png: "src/png.ts",
  montage: "src/image/montage.ts",
  "resize-float": "src/image/resize/resize-float.ts",
};

const { node: _, ...shared } = entries;

export default library(shared, {
  external: [/^node:/, "onnxruntime-node", /^onnxruntime-web/, "sharp"],
  // One function: a page without a bundler is spared another package to serve.
  noExternal: ["@tiny-cats/files/at-most", "@tiny-cats/files/crc32"],
  dts: { entry: entries },
});
