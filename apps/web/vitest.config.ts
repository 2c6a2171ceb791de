import { unitTests } from "../../configs/vitest.ts";

export default unitTests({
  exclude: [
    "src/testing/**",
    // What is nothing but the browser's own events and stores is held by e2e, in a browser.
    "src/**/use-*.ts",
    "src/design/theme.ts",
    "src/models/stores.ts",
    "src/offline/register.ts",
    "src/pages/benchmark/run-plan.ts",
    "src/pages/benchmark/save-file.ts",
    "src/service-worker.ts",
    "src/**/*-worker.ts",
    "src/pages/classify/queue.ts",
    "src/texts.ts",
  ],
});
