import { unitTests } from "../../configs/vitest.ts";

export default unitTests({
  exclude: [
    "src/testing/**",
    // What is nothing but the browser's own events and stores is held by e2e, in a browser.
    "src/**/use-*.ts",
    "src/design/theme.ts",
    "src/models/stores.ts",
    "src/offline/register.ts",
    "src/browser/save-file.ts",
    "src/canvas/put-pixels.ts",
    "src/pages/benchmark/run-plan.ts",
    "src/service-worker.ts",
    "src/**/*-worker.ts",
    "src/pages/classify/queue.ts",
    "src/pages/draw/shared.ts",
    "src/texts.ts",
  ],
});
