import { writeSync } from "node:fs";
import { download } from "@tiny-cats/hub";
import type { ChildTask } from "./hub-download-fixture.ts";

const { options, pauseMs = 0 }: ChildTask = JSON.parse(process.argv[2]);
const never = new Int32Array(new SharedArrayBuffer(4));

const done = await download("local/cats", {
  ...options,
  onProgress({ bytes }) {
    writeSync(1, `bytes ${bytes}\n`);
    if (pauseMs > 0) Atomics.wait(never, 0, 0, pauseMs);
  },
});
writeSync(1, `done ${JSON.stringify(done)}\n`);
