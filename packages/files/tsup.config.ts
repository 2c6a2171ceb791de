import { library } from "../../configs/tsup.ts";

export default library(
  {
    index: "src/index.ts",
    "at-most": "src/lock/at-most.ts",
    crc32: "src/hash/crc32.ts",
    "redact-text": "src/redact/redact-text.ts",
  },
  { platform: "node", removeNodeProtocol: false },
);
