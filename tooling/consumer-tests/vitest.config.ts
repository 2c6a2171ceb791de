import { mergeConfig } from "vitest/config";
import { jointTests } from "../../configs/vitest.ts";

export default mergeConfig(jointTests(), { test: { globalSetup: "src/global-setup.ts" } });
