import { library } from "../../configs/tsup.ts";

export default library({ main: "src/main.ts" }, { platform: "node", dts: false, sourcemap: false });
