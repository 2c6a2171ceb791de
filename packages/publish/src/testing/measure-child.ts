import { measure } from "../measure/measure.ts";
import type { Prepared } from "../prepared.ts";

/** Measures what it is sent, and tells of its progress until it is killed. */
process.once("message", (prepared: Prepared) => {
  void measure(prepared, {
    command: "test",
    skipBenchmark: true,
    samplesPerBreed: 300,
    onProgress: ({ what, done, total }) => process.send?.({ what, done, total }),
  }).then(() => process.exit());
});
