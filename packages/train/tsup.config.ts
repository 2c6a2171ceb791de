import { library } from "../../configs/tsup.ts";

export default library({ index: "src/index.ts" });
