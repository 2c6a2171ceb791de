import { library } from "../../configs/tsup.ts";

export default library({ index: "src/index.ts", web: "src/web/index.ts" }, { external: [/^node:/] });
