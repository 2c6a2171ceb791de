import { library } from "../../configs/tsup.ts";

export default library(
  { index: "src/index.ts", "redact-text": "src/redact/redact-text.ts" },
  { platform: "node", removeNodeProtocol: false },
);
