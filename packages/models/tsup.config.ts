import { library } from "../../configs/tsup";

export default library({ index: "src/index.ts" });
