import type { Generator } from "@tiny-cats/core";
import { type Clock, performanceClock } from "../engine/clock.ts";
import type { Subject } from "./subject.ts";

/** How pictures are drawn; the model's own way unless told. */
export interface DrawingOptions {
  steps?: number;
  seed: number;
}

/** A generator from a seed to pictures, with each step of its solver noted as "step". A batch is drawn in one. */
export function generatorSubject(
  load: (options: { signal?: AbortSignal }) => Promise<Generator>,
  { steps, seed }: DrawingOptions,
  { clock = performanceClock }: { clock?: Clock } = {},
): Subject {
  return {
    async load(options) {
      const generator = await load(options);
      const { drawable } = generator;
      let index = 0;
      return {
        runtime: generator.runtime,
        make: (batch) =>
          Array.from({ length: batch }, () => {
            const request = {
              breed: drawable[index % drawable.length],
              index: Math.floor(index / drawable.length) % 65536,
            };
            index++;
            return request;
          }),
        async call(input, note) {
          const requests = input as { breed: string; index: number }[];
          let before = clock.now();
          const onStep = () => {
            const now = clock.now();
            note("step", now - before);
            before = now;
          };
          const drawing = generator.draw(requests, { seed, steps, onStep, batchSize: requests.length });
          for await (const _ of drawing);
        },
        dispose: () => generator.dispose(),
      };
    },
  };
}
