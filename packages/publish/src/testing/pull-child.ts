import { writeSync } from "node:fs";
import { pull } from "../pull/pull.ts";
import type { PullOptions } from "../pull/pull-options.ts";

const { source, pauseMs, ...options }: PullOptions & { source: string; pauseMs: number } = JSON.parse(process.argv[2]);
const never = new Int32Array(new SharedArrayBuffer(4));

const { fetched, lineage } = await pull(source, {
  ...options,
  onProgress({ stage, done, total }) {
    writeSync(1, `${stage} ${done / total}\n`);
    if (pauseMs > 0) Atomics.wait(never, 0, 0, pauseMs);
  },
});
writeSync(1, `done ${JSON.stringify({ fetched, commit: lineage.parent.commit })}\n`);
